import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { readSearch } from '#schema/domain/search-words.ts';
import type { Context } from '#schema/context.ts';
import { uuidv7 } from '#server/new-id.ts';
import { findInConversations } from '#server/search/find-in-conversations.ts';
import { INDEX_TURN, indexMessages } from '#server/search/index-messages.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const MINUTE = 60_000;
const db = testDatabase();
let shop: TestWorkspace;
let neighbour: TestWorkspace;
let inShop: string;
let nextDoor: string;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  neighbour = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Jirani' });
  inShop = (await makeConversation(db.pool, shop)).id;
  nextDoor = (await makeConversation(db.pool, neighbour)).id;
});
beforeEach(async () => {
  await emptyTables(db.pool, 'message, message_search, search_segment, message_unsearched');
});

/** Writes messages, a minute apart; the first is the oldest. */
async function write(texts: readonly string[], { at = SENT_AT, place = 'shop' } = {}): Promise<string[]> {
  const [workspace, conversation] = place === 'shop' ? [shop, inShop] : [neighbour, nextDoor];
  const ids = texts.map(() => uuidv7());
  await db.pool.query(
    `insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, author_name, at)
     select x.id, $1, $2, 'inbound', 'text', x.text, 'received', 'customer', 'Mercy', to_timestamp(($5::float8 + x.n * ${MINUTE}) / 1000)
     from unnest($3::uuid[], $4::text[]) with ordinality as x (id, text, n)`,
    [workspace.id, conversation, ids, texts, at],
  );
  return ids;
}

async function find(q: string, workspace = shop): Promise<string[]> {
  const { id: memberId, role } = workspace.members.admin;
  const ctx: Context = { memberId, workspaceId: workspace.id, role, name: 'A', inboxIds: 'all' };
  const found = await findInConversations(db.pool, ctx, readSearch(q));
  return found.flatMap(({ messageId, text }) => (messageId && text !== null ? [text] : []));
}

const waiting = () => db.count('select count(*) from message_unsearched');
const indexAll = () => indexMessages(db.pool, { batch: 100, segmentSize: 3 });

describe('the index of words', () => {
  it('the job takes in what waits, and a second round has nothing to do', async () => {
    await write(['Nataka duvet', 'Bei ya pazia?']);
    expect(await waiting()).toBe(2);
    await handlers['index-messages']({}, makeJobDeps(db.pool));
    expect(await waiting()).toBe(0);
    expect(await db.count('select count(*) from message_search')).toBe(2);
    await handlers['index-messages']({}, makeJobDeps(db.pool));
    expect(await find('pazia')).toEqual(['Bei ya pazia?']);
  });

  it('a step of delivery is not indexed again, for its words are the same', async () => {
    await write(['Nataka duvet']);
    await indexAll();
    await db.pool.query(`update message set status = 'read'`);
    expect(await waiting()).toBe(0);
  });

  it('what was edited is found by what it says now, before the index hears of it and after', async () => {
    const [id] = await write(['Nataka duvet']);
    await indexAll();
    await db.pool.query(`update message set text = 'Nataka pazia' where id = $1`, [id]);
    for (const _ of ['before', 'after']) {
      expect(await find('duvet')).toEqual([]);
      expect(await find('pazia')).toEqual(['Nataka pazia']);
      await indexAll();
    }
  });

  it('what was taken back is not found, and its words do not stay in the index', async () => {
    const [id] = await write(['Nataka duvet']);
    await indexAll();
    await db.pool.query('update message set text = null, deleted_at = now() where id = $1', [id]);
    expect(await find('duvet')).toEqual([]);
    await indexAll();
    expect(await db.count('select count(*) from message_search')).toBe(0);
  });

  it('a message that is deleted outright leaves no words behind', async () => {
    await write(['Nataka duvet', 'Bei ya pazia?']);
    await indexAll();
    await db.pool.query(`delete from message where text = 'Nataka duvet'`);
    await indexAll();
    expect(await db.count('select count(*) from message_search')).toBe(1);
  });

  it('the newest come first over many segments, and those that wait among them', async () => {
    await write(Array.from({ length: 30 }, (_, n) => `oda ${n}`));
    await indexAll();
    await write(['oda mpya'], { at: SENT_AT + 100 * MINUTE });
    expect(await db.count('select count(*) from search_segment')).toBe(10);
    const newest = Array.from({ length: 19 }, (_, n) => `oda ${29 - n}`);
    expect(await find('oda')).toEqual(['oda mpya', ...newest]);
    expect(await find('oda 3')).toEqual(['oda 3']);
  });

  it('a history that comes late has its own place in time', async () => {
    await write(Array.from({ length: 12 }, (_, n) => `oda ${n}`));
    await indexAll();
    await write(
      Array.from({ length: 12 }, (_, n) => `oda ya zamani ${n}`),
      { at: SENT_AT - 100 * MINUTE },
    );
    await indexAll();
    const newest = Array.from({ length: 12 }, (_, n) => `oda ${11 - n}`);
    const late = Array.from({ length: 8 }, (_, n) => `oda ya zamani ${11 - n}`);
    expect(await find('oda')).toEqual([...newest, ...late]);
    expect(await find('after:2026-01-01 zamani')).toHaveLength(12);
  });

  it('twenty are not enough while an older segment may hold newer ones', async () => {
    await write(
      Array.from({ length: 24 }, (_, n) => `oda ya mwaka jana ${n}`),
      { at: SENT_AT - 100 * MINUTE },
    );
    await write(['oda ya leo'], { at: SENT_AT + 100 * MINUTE });
    await indexMessages(db.pool, { batch: 100, segmentSize: 25 });
    await write(Array.from({ length: 25 }, (_, n) => `oda ya jana ${n}`));
    await indexMessages(db.pool, { batch: 100, segmentSize: 25 });
    const between = Array.from({ length: 19 }, (_, n) => `oda ya jana ${24 - n}`);
    expect(await find('oda')).toEqual(['oda ya leo', ...between]);
  });

  it('a word is found by its beginning and never by its middle', async () => {
    await write(["Ng'ombe wangu", 'KABEJI mbili', 'e-mail: duka@kazi.co.ke', 'oda#123']);
    for (const _ of ['before', 'after']) {
      expect(await find("ng'om")).toEqual(["Ng'ombe wangu"]);
      expect(await find('kabe mb')).toEqual(['KABEJI mbili']);
      expect(await find('beji')).toEqual([]);
      expect(await find('kazi')).toEqual(['e-mail: duka@kazi.co.ke']);
      expect(await find('123')).toEqual(['oda#123']);
      await indexAll();
    }
  });

  it('every business has segments of its own', async () => {
    await write(['duvet yetu']);
    await write(['duvet ya jirani'], { place: 'next door' });
    await indexAll();
    expect(await find('duvet')).toEqual(['duvet yetu']);
    expect(await find('duvet', neighbour)).toEqual(['duvet ya jirani']);
    expect(await db.count('select count(distinct workspace_id) from search_segment')).toBe(2);
  });

  it('while another worker has its turn nothing is counted and nothing is lost', async () => {
    await write(['Nataka duvet']);
    const other = await db.pool.connect();
    try {
      await other.query('begin');
      await other.query('select pg_advisory_xact_lock($1)', [INDEX_TURN]);
      expect(await indexAll()).toBe(0);
      expect(await waiting()).toBe(1);
      await other.query('commit');
    } finally {
      other.release(true);
    }
    expect(await indexAll()).toBe(1);
  });

  it('two workers at once count nothing twice and lose nothing', async () => {
    await write(Array.from({ length: 40 }, (_, n) => `oda ${n}`));
    const rounds = async () => {
      for (let n = 0; n < 30; n++) await indexMessages(db.pool, { batch: 7, segmentSize: 5 });
    };
    await Promise.all([rounds(), rounds()]);
    expect(await db.count('select count(*) from message_search')).toBe(40);
    expect(await db.count('select sum(message_count) from search_segment')).toBe(40);
    expect(await db.count('select max(message_count) from search_segment')).toBe(5);
  });
});
