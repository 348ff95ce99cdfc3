import type { Hono } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
import { readSharedCard } from '#schema/domain/read-shared-card.ts';
import { canManage } from '#schema/permissions.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { uuidv7 } from '../new-id.ts';
import { createStaffApp, refuseStaff } from './create-staff-app.ts';
import type { StaffEnv } from './create-staff-app.ts';

type Deps = { pool: Pool; whoIsAsking: WhoIsAsking; now: () => number };

// Who looked is written down by the statement that shows.
const LOOK = `
  with shown as (
    select m.id, m.workspace_id, m.whole_cards as cards from message m join conversation c on c.id = m.conversation_id
    where m.id = $1 and m.workspace_id = $2 and m.whole_cards is not null and ($3::uuid[] is null or c.inbox_id = any ($3))),
  looked as (
    insert into number_look (id, workspace_id, member_id, message_id, at)
    select $4, workspace_id, $5, id, to_timestamp($6::float8 / 1000) from shown)
  select cards from shown`;

/**
 * `GET /api/messages/:id/cards`: the contact cards of a message with their numbers whole, `{ cards }`, for those who may
 * see numbers and the conversation. What is synced holds them masked.
 */
export function createCardApp({ pool, whoIsAsking, now }: Deps): Hono<StaffEnv> {
  const app = createStaffApp({ whoIsAsking, may: canManage });
  app.get('/:id/cards', async (c) => {
    const id = c.req.param('id');
    if (!z.uuid().safeParse(id).success) return refuseStaff(c, 'not_found');
    const { workspaceId, memberId, inboxIds } = c.get('ctx');
    const inboxes = inboxIds === 'all' ? null : [...inboxIds];
    const values = [id, workspaceId, inboxes, uuidv7(), memberId, now()];
    const found = (await pool.query<{ cards: unknown[] }>(LOOK, values)).rows[0];
    if (!found) return refuseStaff(c, 'not_found');
    return c.json({ cards: found.cards.map(readSharedCard) });
  });
  return app;
}
