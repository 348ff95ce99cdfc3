import { Hono } from 'hono';
import type { Context as HonoContext } from 'hono';
import type { Context } from '#schema/context.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { isSameOrigin } from '../journal/create-journal-app.ts';
import { refuse } from './refuse.ts';

export type StaffEnv = { Variables: { ctx: Context } };
export type StaffContext = HonoContext<StaffEnv>;

/**
 * Routes for a settings page: behind the session, for those who `may`, changes from our own page only, kept by no cache.
 * The asker is `c.get('ctx')`.
 */
export function createStaffApp({
  whoIsAsking,
  may,
}: {
  whoIsAsking: WhoIsAsking;
  may: (ctx: Context) => boolean;
}): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  app.use('*', async (c, next) => {
    c.header('cache-control', 'no-store');
    if (c.req.method !== 'GET' && !isSameOrigin(c.req.raw)) return refuse(c, 'forbidden');
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return refuse(c, 'not_signed_in');
    if (!may(ctx)) return refuse(c, 'forbidden');
    c.set('ctx', ctx);
    return next();
  });
  return app;
}

/** The JSON of a request; null when there is none. */
export async function jsonOf(c: HonoContext): Promise<unknown> {
  return c.req.json().catch(() => null);
}
