import { beforeAll, describe, expect, it } from 'vitest';
import { tellCursor } from '#server/api/page-cursor.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';
import { makeCaller } from './call-api.ts';
import type { ApiCaller } from './call-api.ts';

const db = testDatabase();
const ROWS = 500;
let workspace: TestWorkspace;
let us: ApiCaller;
let conversation: TestConversation;

type Page = { items: { id: string }[]; nextCursor: string | null };

beforeAll(async () => {
  const { app } = makeApp({ pool: db.pool });
  workspace = await makeWorkspace(db.pool);
  us = await makeCaller({ app, db: db.pool }, workspace);
  conversation = await makeConversation(db.pool, workspace);
});

/** Walks every page; after each one something new happens. */
async function walk(path: string, onPage: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page = (await us.get<Page>(`${path}?limit=37&cursor=${cursor}`)).body;
    expect(page.items.length).toBeLessThanOrEqual(37);
    seen.push(...page.items.map(({ id }) => id));
    await onPage();
    cursor = page.nextCursor;
  }
  return seen;
}

async function expectWhole(seen: string[], wanted: string[]): Promise<void> {
  expect(new Set(seen).size).toBe(seen.length);
  expect(wanted.filter((id) => !seen.includes(id))).toEqual([]);
}

/** Many rows share an instant, and many lie within one millisecond. */
const INSTANTS = `timestamptz '2026-11-01 08:00Z' + (n / 5) * interval '7 microseconds'`;

describe('a walk over all pages while others keep writing meets everyone once', () => {
  it('contacts', async () => {
    await db.pool.query(
      `insert into contact (id, workspace_id, name, created_at) select gen_random_uuid(), $1, 'C ' || n, ${INSTANTS} from generate_series(1, ${ROWS}) n`,
      [workspace.id],
    );
    const wanted = await db.rows<{ id: string }>('select id from contact');
    const seen = await walk('/contacts', () => us.post('/contacts', { name: 'Newcomer' }));
    await expectWhole(
      seen,
      wanted.map(({ id }) => id),
    );
  });

  it('messages', async () => {
    const add = (from: string) =>
      db.pool.query(
        `insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, at)
         select gen_random_uuid(), $1, $2, 'inbound', 'text', 'M ' || n, 'received', 'customer', ${from} from generate_series(1, ${ROWS}) n`,
        [workspace.id, conversation.id],
      );
    await add(INSTANTS);
    const wanted = await db.rows<{ id: string }>('select id from message where conversation_id = $1', [
      conversation.id,
    ]);
    const seen = await walk(`/conversations/${conversation.id}/messages`, () =>
      us.post(`/conversations/${conversation.id}/messages`, { text: 'Meanwhile' }),
    );
    await expectWhole(
      seen,
      wanted.map(({ id }) => id),
    );
  });

  it('conversations, even when one moves to the top of the inbox meanwhile', async () => {
    await db.pool.query(
      `with c as (insert into contact (id, workspace_id, name) select gen_random_uuid(), $1, 'Walked' from generate_series(1, ${ROWS}) returning id)
       insert into conversation (id, workspace_id, contact_id, channel_id, inbox_id, contact_name, queue_order, last_message_at, created_at)
       select gen_random_uuid(), $1, c.id, $2, $3, 'Walked', 1, now(), ${INSTANTS.replaceAll('n /', '(row_number() over ())::int /')} from c`,
      [workspace.id, workspace.channel.id, workspace.inboxes.main],
    );
    const wanted = await db.rows<{ id: string }>('select id from conversation');
    let from = 254_711_000_000;
    const seen = await walk('/conversations', async () => {
      await makeConversation(db.pool, workspace, { from: String(from++) });
      await db.pool.query(
        `update conversation set last_message_at = now() + interval '1 hour' where id in (select id from conversation order by random() limit 20)`,
      );
    });
    await expectWhole(
      seen,
      wanted.map(({ id }) => id),
    );
  });
});

describe('a cursor', () => {
  it.each([
    'x',
    '!!!',
    Buffer.from('null').toString('base64url'),
    Buffer.from('["contacts"]').toString('base64url'),
    tellCursor('contacts', { at: '2026-13-45T99:00:00.000000Z', id: uuidv7() }),
    tellCursor('contacts', { at: `2026-01-01T00:00:00Z'; select 1`, id: uuidv7() }),
    tellCursor('contacts', { at: '2026-01-01T00:00:00.000000Z', id: 'not-an-id' }),
    tellCursor('contacts', { at: '0000-01-01T00:00:00Z', id: uuidv7() }),
    tellCursor('conversations', { at: '2026-01-01T00:00:00.000000Z', id: uuidv7() }),
  ])('that we did not give out (%#) is refused with 400', async (cursor) => {
    const refused = await us.get<{ type: string }>(`/contacts?cursor=${encodeURIComponent(cursor)}`);
    expect(refused.status).toBe(400);
    expect(refused.body.type).toBe('urn:kazi:problem:bad_cursor');
  });

  it('on the last page is null, also when the page is exactly full', async () => {
    const quiet = await makeConversation(db.pool, workspace, { from: '254733000001', sentAt: SENT_AT });
    const path = `/conversations/${quiet.id}/messages`;
    await us.post(path, { text: 'Two now' });
    expect((await us.get<Page>(`${path}?limit=2`)).body).toMatchObject({ nextCursor: null });
    const first = (await us.get<Page>(`${path}?limit=1`)).body;
    expect(first.nextCursor).toMatch(/^[\w-]+$/);
    const second = (await us.get<Page>(`${path}?limit=1&cursor=${first.nextCursor}`)).body;
    expect(second.nextCursor).toBeNull();
    expect(second.items[0]!.id).not.toBe(first.items[0]!.id);
  });
});
