import type { Hono } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
import { TOKEN_FAULTS } from '#schema/domain/paused-reason.ts';
import { slowedNow } from '#schema/domain/send-slowdown.ts';
import type { SlowedScope, Slowdown } from '#schema/domain/send-slowdown.ts';
import { canAdminister } from '#schema/permissions.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { Log } from '../log.ts';
import { askForWaiting } from '../media/fetch-media.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import type { SecretBox } from '../secret-box.ts';
import { sandboxDefaults } from '../settings.ts';
import { checkNumber } from './check-number.ts';
import { ACCESS_TOKEN, CONNECT, connectChannel, WABA_ID, whyNotConnect } from './connect-channel.ts';
import { createStaffApp, jsonOf } from './create-staff-app.ts';
import type { StaffContext, StaffEnv } from './create-staff-app.ts';
import { refuse } from './refuse.ts';

type Deps = {
  pool: Pool;
  whoIsAsking: WhoIsAsking;
  log: Log;
  verifyToken: string;
  /** The provider's API, which is asked about a number before it is connected. */
  apiUrl: string;
  /** A number of the sandbox that can be connected, while nobody has. */
  free: FreeNumber | null;
  /** Seals a new access token. */
  secretBox: Pick<SecretBox, 'seal'>;
  now: () => number;
};

/** A number nobody has connected yet, with a token that is no secret. */
export type FreeNumber = { phoneNumberId: string; accessToken: string };

const ACCOUNT = z.object({ wabaId: WABA_ID });
const TOKEN = z.object({ accessToken: ACCESS_TOKEN });

// What the provider stopped for want of a good token goes on with one; what a person took out of service stays out.
const REPLACE_TOKEN = `
  with own as (select id from channel where id = $1 and workspace_id = $2),
  mended as (
    update channel ch set state = 'active', paused_reason = null, paused_at = null
    from own where ch.id = own.id and ch.paused_reason in (${TOKEN_FAULTS.map((key) => `'${key}'`).join(', ')}))
  insert into channel_secret (channel_id, access_token_sealed) select id, $3 from own
  on conflict (channel_id) do update set access_token_sealed = excluded.access_token_sealed, updated_at = now()
  returning channel_id as id`;

// What a number's own column in the published table does not tell, because it stands in none.
const LIST = `
  select ch.id, ch.phone_number_id as "phoneNumberId", ch.waba_id as "wabaId", s.updated_at as "tokenAt",
    greatest(ch.heard_at, (select max(v.last_inbound_at) from conversation v where v.channel_id = ch.id)) as "lastHeardAt",
    (select count(*)::int from outbox_item o where o.channel_id = ch.id and o.state = 'queued') as waiting,
    ch.sends_per_second as "sendsPerSecond",
    coalesce((select json_agg(json_build_object('scope', k.scope, 'share', b.tokens, 'at', extract(epoch from b.filled_at) * 1000,
        'holdUntil', extract(epoch from b.next_turn_at) * 1000))
      from send_bucket b join (values ('number', 'slow:number:' || ch.id), ('account', 'slow:account:' || coalesce(ch.waba_id, ch.id::text)),
        ('app', 'slow:app')) k (scope, key) on k.key = b.key), '[]') as slowdowns
  from channel ch left join channel_secret s on s.channel_id = ch.id
  where ch.workspace_id = $1 order by ch.created_at, ch.id`;

type Line = {
  phoneNumberId: string;
  sendsPerSecond: number;
  slowdowns: (Slowdown & { scope: SlowedScope })[];
};

/**
 * How the WhatsApp numbers are connected, for admins: `GET /`, `POST /` (connects one, once WhatsApp vouches for it),
 * `POST /:id/account` (the account's id, which brings the templates), `POST /:id/token` (a new access token, asked about
 * and sealed before it is stored; files that waited for it are asked for), `POST /:id/sync`.
 */
export function createChannelApp({
  pool,
  whoIsAsking,
  log,
  verifyToken,
  apiUrl,
  free,
  secretBox,
  now,
}: Deps): Hono<StaffEnv> {
  const app = createStaffApp({ whoIsAsking, may: canAdminister });

  app.get('/', async (c) => {
    const [channels, newest, taken] = await Promise.all([
      pool.query<Line>(LIST, [c.get('ctx').workspaceId]),
      pool.query<{ at: number | null }>(
        'select received_at as at from provider_event order by id desc limit 1',
      ),
      pool.query('select from channel where phone_number_id = $1', [free?.phoneNumberId ?? '']),
    ]);
    const items = channels.rows.map(({ sendsPerSecond, slowdowns, ...line }) => ({
      ...line,
      isOwn: line.phoneNumberId !== sandboxDefaults.WHATSAPP_PHONE_NUMBER_ID,
      slowed: slowedNow(sendsPerSecond, { slowdowns, now: now() }),
    }));
    const lastEventAt = newest.rows[0]?.at ?? null;
    return c.json({ items, verifyToken, lastEventAt, free: taken.rowCount === 0 ? free : null });
  });

  app.post('/', async (c) => {
    const said = CONNECT.safeParse(await jsonOf(c));
    if (!said.success) return refuse(c, 'invalid_input');
    const ctx = c.get('ctx');
    const { phoneNumberId } = said.data;
    const why = await whyNotConnect(pool, ctx, said.data);
    if (why !== null) return refuse(c, why);
    const checked = await checkNumber({ apiUrl, ...said.data });
    if ('key' in checked) {
      log.info({ phoneNumberId, memberId: ctx.memberId, why: checked.key }, 'a number was not connected');
      return refuse(c, 'provider_refused', { key: checked.key });
    }
    const wish = { wish: said.data, said: checked.said };
    const made = await connectChannel({ pool, secretBox, now: now() }, ctx, wish);
    if (made === null) return refuse(c, 'number_taken');
    log.info({ channelId: made.id, memberId: ctx.memberId, ...made }, 'a number was connected');
    return c.json({ ...made, ...checked.said }, 201);
  });

  app.post('/:id/account', async (c) => {
    const said = ACCOUNT.safeParse(await jsonOf(c));
    if (!said.success) return refuse(c, 'invalid_input');
    return change(
      c,
      'the account of a number was set',
      `update channel set waba_id = $3, templates_synced_at = null, templates_fault = null
       where id = $1 and workspace_id = $2 returning id`,
      said.data.wabaId,
    );
  });

  app.post('/:id/token', async (c) => {
    const said = TOKEN.safeParse(await jsonOf(c));
    if (!said.success) return refuse(c, 'invalid_input');
    const { accessToken } = said.data;
    const number = await findNumber(c);
    if (number === null) return refuse(c, 'not_found');
    const checked = await checkNumber({ apiUrl, accessToken, ...number });
    if ('key' in checked) return refuse(c, 'provider_refused', { key: checked.key });
    return change(
      c,
      'the access token of a number was replaced',
      REPLACE_TOKEN,
      secretBox.seal(accessToken),
      askForWaiting,
    );
  });

  app.post('/:id/sync', (c) =>
    change(
      c,
      'the templates of a number were asked for',
      `update channel set templates_synced_at = null where id = $1 and workspace_id = $2 and waba_id is not null returning id`,
    ),
  );

  /** What the provider knows the asker's number by; null when it is none of theirs. */
  async function findNumber(
    c: StaffContext,
  ): Promise<{ phoneNumberId: string; wabaId: string | null } | null> {
    const id = c.req.param('id') ?? '';
    if (!z.uuid().safeParse(id).success) return null;
    const found = await pool.query<{ phoneNumberId: string; wabaId: string | null }>(
      `select phone_number_id as "phoneNumberId", waba_id as "wabaId" from channel where id = $1 and workspace_id = $2`,
      [id, c.get('ctx').workspaceId],
    );
    return found.rows[0] ?? null;
  }

  /** Runs one change of a channel of the asker's business and has the provider asked anew. */
  async function change(
    c: StaffContext,
    line: string,
    sql: string,
    value?: string,
    also?: (tx: Queryable, channelId: string) => Promise<void>,
  ): Promise<Response> {
    const id = c.req.param('id') ?? '';
    if (!z.uuid().safeParse(id).success) return refuse(c, 'not_found');
    const { workspaceId, memberId } = c.get('ctx');
    const isDone = await inTransaction(pool, async (tx) => {
      const done = await tx.query(sql, value === undefined ? [id, workspaceId] : [id, workspaceId, value]);
      if (done.rowCount !== 1) return false;
      await enqueue(tx, 'sync-templates', {});
      if (also) await also(tx, id);
      return true;
    });
    if (!isDone) return refuse(c, 'not_found');
    log.info({ channelId: id, memberId }, line);
    return c.json({ id });
  }

  return app;
}
