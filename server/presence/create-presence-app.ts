import { Hono } from 'hono';
import type { Pool } from 'pg';
import { tabSchema } from '#schema/mutators/presence.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { endAttendance, tellAttendance } from '../inbound/tell-attendance.ts';
import { keepPresence } from './keep-presence.ts';

type Deps = { pool: Pool; whoIsAsking: WhoIsAsking; now: () => number };

/**
 * `POST /:tab/beat`, behind the session: this tab of mine is still there. 204, or 410 `not_found` when it is not known any
 * more and has to say anew what it shows. `POST /desk`: I am at my desk, in whatever part of the app; `DELETE`: I leave it.
 */
export function createPresenceApp({ pool, whoIsAsking, now }: Deps): Hono {
  const app = new Hono();

  app.post('/desk', async (c) => {
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ code: 'not_signed_in' }, 401);
    // Noted and not rung for, a queue would wait for somebody who is here.
    await inTransaction(pool, (tx) => tellAttendance(tx, ctx));
    return c.body(null, 204);
  });

  app.delete('/desk', async (c) => {
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ code: 'not_signed_in' }, 401);
    await endAttendance(pool, ctx.memberId);
    return c.body(null, 204);
  });

  app.post('/:tab/beat', async (c) => {
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ code: 'not_signed_in' }, 401);
    const tab = tabSchema.safeParse(c.req.param('tab'));
    if (!tab.success) return c.json({ code: 'invalid_input' }, 400);
    const isKnown = await keepPresence(pool, { memberId: ctx.memberId, tabId: tab.data, at: now() });
    return isKnown ? c.body(null, 204) : c.json({ code: 'not_found' }, 410);
  });

  return app;
}
