import type { Hono } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
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
import { createStaffApp, jsonOf, refuseStaff } from './create-staff-app.ts';
import type { StaffContext, StaffEnv } from './create-staff-app.ts';

type Deps = {
  pool: Pool;
  whoIsAsking: WhoIsAsking;
  log: Log;
  verifyToken: string;
  /** Seals a new access token; null where there is no key to seal with. */
  secretBox: Pick<SecretBox, 'seal'> | null;
  now: () => number;
};

const ACCOUNT = z.object({ wabaId: z.string().regex(/^\d{5,25}$/) });
const TOKEN = z.object({ accessToken: z.string().trim().min(20).max(1_000).regex(/^\S+$/) });

// What a number's own column in the published table does not tell, because it stands in none.
const LIST = `
  select ch.id, ch.phone_number_id as "phoneNumberId", ch.waba_id as "wabaId", s.updated_at as "tokenAt",
    (select max(v.last_inbound_at) from conversation v where v.channel_id = ch.id) as "lastInboundAt",
    (select count(*)::int from outbox_item o where o.channel_id = ch.id and o.state = 'queued') as waiting,
    ch.sends_per_second as "sendsPerSecond",
    coalesce((select json_agg(json_build_object('scope', k.scope, 'share', b.tokens, 'at', extract(epoch from b.filled_at) * 1000,
        'holdUntil', extract(epoch from b.next_turn_at) * 1000))
      from send_bucket b join (values ('number', 'slow:number:' || ch.id), ('account', 'slow:account:' || coalesce(ch.waba_id, ch.id::text)),
        ('app', 'slow:app')) k (scope, key) on k.key = b.key), '[]') as slowdowns
  from channel ch left join channel_secret s on s.channel_id = ch.id
  where ch.workspace_id = $1 order by ch.created_at, ch.id`;

type Line = { sendsPerSecond: number; slowdowns: (Slowdown & { scope: SlowedScope })[] };

/**
 * How the WhatsApp numbers are connected, for admins: `GET /`, `POST /:id/account` (the account's id, which brings the
 * templates), `POST /:id/token` (a new access token, sealed before it is stored; files that waited for it are asked for),
 * `POST /:id/sync`.
 */
export function createChannelApp({
  pool,
  whoIsAsking,
  log,
  verifyToken,
  secretBox,
  now,
}: Deps): Hono<StaffEnv> {
  const app = createStaffApp({ whoIsAsking, may: canAdminister });

  app.get('/', async (c) => {
    const [channels, newest] = await Promise.all([
      pool.query<Line>(LIST, [c.get('ctx').workspaceId]),
      pool.query<{ at: number | null }>(
        'select received_at as at from provider_event order by id desc limit 1',
      ),
    ]);
    const items = channels.rows.map(({ sendsPerSecond, slowdowns, ...line }) => ({
      ...line,
      slowed: slowedNow(sendsPerSecond, { slowdowns, now: now() }),
    }));
    return c.json({ items, verifyToken, lastEventAt: newest.rows[0]?.at ?? null });
  });

  app.post('/:id/account', async (c) => {
    const said = ACCOUNT.safeParse(await jsonOf(c));
    if (!said.success) return refuseStaff(c, 'invalid_input');
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
    if (!said.success || secretBox === null) return refuseStaff(c, 'invalid_input');
    return change(
      c,
      'the access token of a number was replaced',
      `with own as (select id from channel where id = $1 and workspace_id = $2)
       insert into channel_secret (channel_id, access_token_sealed) select id, $3 from own
       on conflict (channel_id) do update set access_token_sealed = excluded.access_token_sealed, updated_at = now()
       returning channel_id as id`,
      secretBox.seal(said.data.accessToken),
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

  /** Runs one change of a channel of the asker's business and has the provider asked anew. */
  async function change(
    c: StaffContext,
    line: string,
    sql: string,
    value?: string,
    also?: (tx: Queryable, channelId: string) => Promise<void>,
  ): Promise<Response> {
    const id = c.req.param('id') ?? '';
    if (!z.uuid().safeParse(id).success) return refuseStaff(c, 'not_found');
    const { workspaceId, memberId } = c.get('ctx');
    const isDone = await inTransaction(pool, async (tx) => {
      const done = await tx.query(sql, value === undefined ? [id, workspaceId] : [id, workspaceId, value]);
      if (done.rowCount !== 1) return false;
      await enqueue(tx, 'sync-templates', {});
      if (also) await also(tx, id);
      return true;
    });
    if (!isDone) return refuseStaff(c, 'not_found');
    log.info({ channelId: id, memberId }, line);
    return c.json({ id });
  }

  return app;
}
