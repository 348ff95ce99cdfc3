import { Hono } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Context } from '#schema/context.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { uuidv7 } from '../new-id.ts';
import type { SecretBox } from '../secret-box.ts';
import { isPushEndpoint } from './is-push-endpoint.ts';
import { readPublicPushKey } from './read-push-keys.ts';

type Deps = { pool: Pool; whoIsAsking: WhoIsAsking; secretBox: SecretBox; now: () => number };

const MOST_DEVICES = 10;
const LARGEST_BODY = 4_096;
const key = (bytes: number) =>
  z.base64url().refine((text) => Buffer.from(text, 'base64url').length === bytes, `must be ${bytes} bytes`);
const subscriptionSchema = z.object({
  endpoint: z.string().refine(isPushEndpoint, 'must be the address of a push service'),
  keys: z.object({ p256dh: key(65), auth: key(16) }),
  locale: z.enum(['en', 'sw']).default('en'),
});

/**
 * A member's own devices, behind the session. `GET /key`: what a browser subscribes with. `POST /subscriptions`: this
 * device is mine from now on. `DELETE /subscriptions`: it is nobody's.
 */
export function createPushApp({
  pool,
  whoIsAsking,
  secretBox,
  now,
}: Deps): Hono<{ Variables: { ctx: Context } }> {
  const app = new Hono<{ Variables: { ctx: Context } }>();

  app.use('*', async (c, next) => {
    c.header('cache-control', 'no-store');
    const from = c.req.header('sec-fetch-site');
    if (c.req.method !== 'GET' && from !== undefined && from !== 'same-origin')
      return c.json({ code: 'forbidden' }, 403);
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ code: 'not_signed_in' }, 401);
    c.set('ctx', ctx);
    return next();
  });

  app.get('/key', async (c) => c.json({ key: await readPublicPushKey(pool, secretBox, now()) }));

  app.post('/subscriptions', async (c) => {
    const said = subscriptionSchema.safeParse(await readJson(c.req.raw));
    if (!said.success) return c.json({ code: 'invalid_input' }, 400);
    await keep(c.get('ctx'), said.data);
    return c.body(null, 204);
  });

  app.delete('/subscriptions', async (c) => {
    const said = z.object({ endpoint: z.string() }).safeParse(await readJson(c.req.raw));
    if (!said.success) return c.json({ code: 'invalid_input' }, 400);
    await pool.query('delete from push_subscription where endpoint = $1 and member_id = $2', [
      said.data.endpoint,
      c.get('ctx').memberId,
    ]);
    return c.body(null, 204);
  });

  async function keep(ctx: Context, { endpoint, keys, locale }: z.infer<typeof subscriptionSchema>) {
    // A browser has one subscription: whoever signs in on it next takes it over.
    await pool.query(
      `insert into push_subscription as s (id, workspace_id, member_id, endpoint, p256dh, auth, locale, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))
       on conflict (endpoint) do update set workspace_id = excluded.workspace_id, member_id = excluded.member_id,
         p256dh = excluded.p256dh, auth = excluded.auth, locale = excluded.locale,
         created_at = case when s.member_id = excluded.member_id then s.created_at else excluded.created_at end`,
      [uuidv7(), ctx.workspaceId, ctx.memberId, endpoint, keys.p256dh, keys.auth, locale, now()],
    );
    await pool.query(
      `delete from push_subscription where id in (
         select id from push_subscription where member_id = $1 order by created_at desc, id desc offset ${MOST_DEVICES})`,
      [ctx.memberId],
    );
  }

  return app;
}

async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.length > LARGEST_BODY) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
