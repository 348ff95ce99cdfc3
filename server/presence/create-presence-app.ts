import { Hono } from 'hono';
import type { Pool } from 'pg';
import { tabSchema } from '#schema/mutators/presence.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { keepPresence } from './keep-presence.ts';

type Deps = { pool: Pool; whoIsAsking: WhoIsAsking; now: () => number };

/**
 * `POST /:tab/beat`, behind the session: this tab of mine is still there. 204, or 410 `not_found` when it is not known any
 * more and has to say anew what it shows.
 */
export function createPresenceApp({ pool, whoIsAsking, now }: Deps): Hono {
  const app = new Hono();

  app.post('/:tab/beat', async (c) => {
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ code: 'not_signed_in' }, 401);
    const tab = tabSchema.safeParse(c.req.param('tab'));
    if (!tab.success) return c.json({ code: 'invalid_input' }, 400);
    const isKnown = await keepPresence(pool, ctx, { tabId: tab.data, at: now() });
    return isKnown ? c.body(null, 204) : c.json({ code: 'not_found' }, 410);
  });

  return app;
}
