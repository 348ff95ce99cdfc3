import { Hono } from 'hono';
import type { Pool } from 'pg';
import { mendText } from '#schema/domain/mend-text.ts';
import { readSearch } from '#schema/domain/search-words.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { findInConversations } from './find-in-conversations.ts';

const LONGEST_QUERY = 200;

/** `GET /api/search?q=`: what a signed-in member finds among the people and messages they may see. */
export function createSearchApp({ pool, whoIsAsking }: { pool: Pool; whoIsAsking: WhoIsAsking }): Hono {
  const app = new Hono();
  app.get('/', async (c) => {
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ code: 'not_signed_in' }, 401);
    const query = mendText((c.req.query('q') ?? '').slice(0, LONGEST_QUERY));
    const found = await findInConversations(pool, ctx, readSearch(query));
    return c.json({ found }, 200, { 'cache-control': 'no-store' });
  });
  return app;
}
