import { Hono } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { keepLease } from './keep-lease.ts';

type Deps = { pool: Pool; whoIsAsking: WhoIsAsking; now: () => number };

/**
 * `POST /:conversation/beat`, behind the session: I still write this reply. `isMine` is false when it is not mine any more and
 * the next key has to take it anew: an everyday answer, no fault for a browser to complain about.
 */
export function createLeaseApp({ pool, whoIsAsking, now }: Deps): Hono {
  const app = new Hono();

  app.post('/:conversation/beat', async (c) => {
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ code: 'not_signed_in' }, 401);
    const conversationId = z.uuid().safeParse(c.req.param('conversation'));
    if (!conversationId.success) return c.json({ code: 'invalid_input' }, 400);
    const { memberId } = ctx;
    const isMine = await keepLease(pool, { memberId, conversationId: conversationId.data, at: now() });
    return c.json({ isMine });
  });

  return app;
}
