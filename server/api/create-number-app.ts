import type { Hono } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Context } from '#schema/context.ts';
import { readSharedCard } from '#schema/domain/read-shared-card.ts';
import { canManage } from '#schema/permissions.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { joinContacts } from '../inbound/join-contacts.ts';
import { separateContacts } from '../inbound/separate-contacts.ts';
import { uuidv7 } from '../new-id.ts';
import { listLooks } from './list-looks.ts';
import { createStaffApp } from './create-staff-app.ts';
import type { StaffContext, StaffEnv } from './create-staff-app.ts';
import { refuse } from './refuse.ts';

type Deps = {
  pool: Pool;
  whoIsAsking: WhoIsAsking;
  now: () => number;
  /** What a workspace shows has changed. */
  onChanged: (workspaceId: string) => void;
};

/** So many looks stand on one page. */
const LOOKS = 50;

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
 * `GET /looks` answers who looked, newest first, in pages: `before` is the last id of the page before.
 * `POST /changes/:id/join` makes one of two contacts whom a number that went from one to the other had told apart, and
 * answers `{ conversationIds }`, the threads that remain. `POST /changes/:id/separate` takes apart again what a person put
 * together, until something new is said, and answers the threads that there are then.
 */
export function createNumberApp({ pool, whoIsAsking, now, onChanged }: Deps): Hono<StaffEnv> {
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
    return found ? c.json({ cards: found.cards.map(readSharedCard) }) : refuse(c, 'not_found');
  });
  app.get('/identities/:id', async (c) => {
    const found = await look<{ value: string }>(c, IDENTITY);
    return found ? c.json(found) : refuse(c, 'not_found');
  });
  app.get('/looks', async (c) => {
    const before = c.req.query('before') ?? null;
    if (before !== null && !z.uuid().safeParse(before).success) return refuse(c, 'invalid_input');
    const { workspaceId } = c.get('ctx');
    return c.json(await listLooks(pool, { workspaceId, before, limit: LOOKS }));
  });
  app.post('/changes/:id/join', async (c) => {
    const changeId = c.req.param('id');
    const { workspaceId, memberId, name } = c.get('ctx');
    if (!z.uuid().safeParse(changeId).success) return refuse(c, 'not_found');
    const conversationIds = await inTransaction(pool, (tx) =>
      joinContacts(tx, { changeId, workspaceId, by: { memberId, name, at: now() } }),
    );
    if (conversationIds === null) return refuse(c, 'not_found');
    onChanged(workspaceId);
    return c.json({ conversationIds });
  });
  app.post('/changes/:id/separate', async (c) => {
    const changeId = c.req.param('id');
    const { workspaceId, memberId, name } = c.get('ctx');
    if (!z.uuid().safeParse(changeId).success) return refuse(c, 'not_found');
    const outcome = await inTransaction(pool, (tx) =>
      separateContacts(tx, { changeId, workspaceId, by: { memberId, name, at: now() } }),
    );
    if (outcome.kind === 'notFound') return refuse(c, 'not_found');
    if (outcome.kind === 'tooLate') return refuse(c, 'too_late_to_undo');
    onChanged(workspaceId);
    return c.json({ conversationIds: outcome.conversationIds });
  });
  return app;
}
