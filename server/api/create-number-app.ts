import type { Hono } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Context } from '#schema/context.ts';
import { readSharedCard } from '#schema/domain/read-shared-card.ts';
import { canManage } from '#schema/permissions.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { uuidv7 } from '../new-id.ts';
import { createStaffApp, refuseStaff } from './create-staff-app.ts';
import type { StaffContext, StaffEnv } from './create-staff-app.ts';

type Deps = { pool: Pool; whoIsAsking: WhoIsAsking; now: () => number };

// Who looked is written down by the statement that shows.
const CARDS = `
  with shown as (
    select m.id, m.workspace_id, m.whole_cards as cards from message m join conversation c on c.id = m.conversation_id
    where m.id = $1 and m.workspace_id = $2 and m.whole_cards is not null and ($3::uuid[] is null or c.inbox_id = any ($3))),
  looked as (
    insert into number_look (id, workspace_id, member_id, message_id, at)
    select $4, workspace_id, $5, id, to_timestamp($6::float8 / 1000) from shown)
  select cards from shown`;

const IDENTITY = `
  with shown as (
    select i.id, i.workspace_id, i.value from identity i
    where i.id = $1 and i.workspace_id = $2 and ($3::uuid[] is null or exists (
      select 1 from conversation c where c.contact_id = i.contact_id and c.inbox_id = any ($3)))),
  looked as (
    insert into number_look (id, workspace_id, member_id, identity_id, at)
    select $4, workspace_id, $5, id, to_timestamp($6::float8 / 1000) from shown)
  select value from shown`;

/**
 * Numbers whole, for those who may see numbers and the conversation; what is synced holds them masked. Every look is kept.
 * `GET /cards/:messageId` answers `{ cards }`, the contact cards of a message; `GET /identities/:id` answers `{ value }`.
 */
export function createNumberApp({ pool, whoIsAsking, now }: Deps): Hono<StaffEnv> {
  const app = createStaffApp({ whoIsAsking, may: canManage });

  async function look<T extends object>(c: StaffContext, sql: string): Promise<T | null> {
    const id = c.req.param('id');
    return z.uuid().safeParse(id).success
      ? ((await pool.query<T>(sql, [id, ...asker(c.get('ctx'))])).rows[0] ?? null)
      : null;
  }
  function asker({ workspaceId, memberId, inboxIds }: Context): unknown[] {
    return [workspaceId, inboxIds === 'all' ? null : [...inboxIds], uuidv7(), memberId, now()];
  }

  app.get('/cards/:id', async (c) => {
    const found = await look<{ cards: unknown[] }>(c, CARDS);
    return found ? c.json({ cards: found.cards.map(readSharedCard) }) : refuseStaff(c, 'not_found');
  });
  app.get('/identities/:id', async (c) => {
    const found = await look<{ value: string }>(c, IDENTITY);
    return found ? c.json(found) : refuseStaff(c, 'not_found');
  });
  return app;
}
