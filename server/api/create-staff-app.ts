import { Hono } from 'hono';
import type { Context as HonoContext } from 'hono';
import type { Context } from '#schema/context.ts';
import type { ErrorCode } from '#schema/errors.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { isSameOrigin } from '../journal/create-journal-app.ts';

export type StaffEnv = { Variables: { ctx: Context } };
export type StaffContext = HonoContext<StaffEnv>;

const STATUS = {
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  invalid_input: 400,
  too_late_to_undo: 409,
  number_taken: 409,
  provider_refused: 422,
} as const;

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
    if (c.req.method !== 'GET' && !isSameOrigin(c.req.raw)) return refuseStaff(c, 'forbidden');
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return refuseStaff(c, 'not_signed_in');
    if (!may(ctx)) return refuseStaff(c, 'forbidden');
    c.set('ctx', ctx);
    return next();
  });
  return app;
}

/** A refusal, as JSON with its code and, where one code has many reasons, the key of this one. */
export function refuseStaff(c: HonoContext, code: ErrorCode & keyof typeof STATUS, key?: string): Response {
  return c.json({ code, ...(key !== undefined && { key }) }, STATUS[code]);
}

/** The JSON of a request; null when there is none. */
export async function jsonOf(c: HonoContext): Promise<unknown> {
  return c.req.json().catch(() => null);
}
