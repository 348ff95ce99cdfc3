import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replayJournal } from '#server/journal/replay-journal.ts';
import { tellReplay } from '#server/journal/tell-replay.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { TEMPLATE } from '../../support/template-database.ts';
import { fixtureText, inboundText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const MINUTE = 60_000;
const NUMBER = '254700000011';
const JUMA = 'KE.juma0001';
const ASHA = 'KE.asha0002';

let t: TestApp;
let shop: TestWorkspace;

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await emptyInbox(db.pool);
  await db.pool.query('truncate number_change, same_person');
});

type Said = { userId?: string; name?: string; text: string; minute: number };

function said({ userId, name = 'Mtu', text, minute }: Said): string {
  const body = inboundText({ from: NUMBER, name, text, sentAt: SENT_AT + minute * MINUTE });
  if (userId === undefined) return body;
  return body
    .replace(`"wa_id":"${NUMBER}"`, `"wa_id":"${NUMBER}","user_id":"${userId}"`)
    .replace(`"from":"${NUMBER}"`, `"from":"${NUMBER}","from_user_id":"${userId}"`);
}
const juma = (text: string, minute: number) => said({ userId: JUMA, name: 'Juma', text, minute });
const asha = (text: string, minute: number) => said({ userId: ASHA, name: 'Asha', text, minute });

async function threads(): Promise<Record<string, string[]>> {
  const rows = await db.rows<{ name: string; said: string[] }>(
    `select c.contact_name as name, array_agg(m.text order by m.at) as said
     from conversation c join message m on m.conversation_id = c.id group by c.id, c.contact_name`,
  );
  return Object.fromEntries(rows.map((r) => [r.name, r.said]));
}

async function holders() {
  return db.rows<{ name: string; until: number | null }>(
    `select coalesce(c.name, c.profile_name) as name, i.retired_at as until from identity i
     join contact c on c.id = i.contact_id where i.kind = 'whatsapp_id' order by i.retired_at nulls last`,
  );
}

async function expectReplayAgrees() {
  const report = await replayJournal({
    pool: db.pool,
    databaseUrl: db.url,
    since: null,
    isDryRun: false,
    template: TEMPLATE,
  });
  expect(report.differences).toEqual([]);
  expect(tellReplay(report, { isDryRun: false, tookMs: 0 })).toContain('No difference.');
}

describe('a number that goes to somebody else', () => {
  it('brings the new person a thread of their own; the old one keeps theirs, and until when it was', async () => {
    await happen(db.pool, juma('Mimi Juma', 0));
    await happen(db.pool, asha('Mimi Asha', 10));
    await happen(db.pool, asha('Bado Asha', 11));
    expect(await threads()).toEqual({ Juma: ['Mimi Juma'], Asha: ['Mimi Asha', 'Bado Asha'] });
    expect(await holders()).toEqual([
      { name: 'Juma', until: SENT_AT + 10 * MINUTE },
      { name: 'Asha', until: null },
    ]);
    await expectReplayAgrees();
  });

  it('is told once in both threads, each naming the other', async () => {
    await happen(db.pool, juma('Mimi Juma', 0));
    await happen(db.pool, asha('Mimi Asha', 10));
    await happen(db.pool, asha('Mimi Asha', 11));
    const lines = await db.rows<{ kind: string; name: string; other: string; at: number }>(
      `select a.kind, c.contact_name as name, o.contact_name as other, a.at from activity a
       join conversation c on c.id = a.conversation_id join conversation o on o.id = (a.data ->> 'other')::uuid
       where a.kind like 'number_%' order by a.kind`,
    );
    expect(lines).toEqual([
      { kind: 'number_passed_on', name: 'Juma', other: 'Asha', at: SENT_AT + 10 * MINUTE },
      { kind: 'number_taken', name: 'Asha', other: 'Juma', at: SENT_AT + 10 * MINUTE },
    ]);
  });

  it('in a burst makes one new contact', async () => {
    await happen(db.pool, juma('Mimi Juma', 0));
    await Promise.all(Array.from({ length: 8 }, (_, n) => happen(db.pool, asha(`n ${n}`, 10 + n))));
    expect(await db.count('select count(*) from contact')).toBe(2);
    expect((await threads())['Asha']).toHaveLength(8);
  });

  it('what the old owner wrote before and arrives late joins their own thread, with their id or without', async () => {
    await happen(db.pool, juma('Mimi Juma', 0));
    await happen(db.pool, asha('Mimi Asha', 10));
    await happen(db.pool, juma('Nimechelewa', 5));
    await happen(db.pool, said({ name: 'Juma', text: 'Bila kitambulisho', minute: 6 }));
    expect((await threads())['Juma']).toEqual(['Mimi Juma', 'Nimechelewa', 'Bila kitambulisho']);
    await expectReplayAgrees();
  });

  it('and of whose former owner we hear only afterwards is not theirs either', async () => {
    await happen(db.pool, asha('Mimi Asha', 10));
    await happen(db.pool, juma('Mimi Juma', 0));
    expect(await threads()).toEqual({ Juma: ['Mimi Juma'], Asha: ['Mimi Asha'] });
    expect(await holders()).toEqual([
      { name: 'Juma', until: SENT_AT + 10 * MINUTE },
      { name: 'Asha', until: null },
    ]);
    await expectReplayAgrees();
  });

  it('may come back', async () => {
    await happen(db.pool, juma('Mimi Juma', 0));
    await happen(db.pool, asha('Mimi Asha', 10));
    await happen(db.pool, juma('Nimerudi', 20));
    expect(await threads()).toEqual({ Juma: ['Mimi Juma', 'Nimerudi'], Asha: ['Mimi Asha'] });
    expect((await holders()).at(-1)).toEqual({ name: 'Juma', until: null });
    await expectReplayAgrees();
  });

  it('has not gone anywhere when only the id is new to us, or is another account’s', async () => {
    await happen(db.pool, said({ text: 'Bila kitambulisho', minute: 0 }));
    await happen(db.pool, juma('Mimi Juma', 1));
    expect(await db.count('select count(*) from contact')).toBe(1);
    await db.pool.query(`update identity set channel_id = null`);
    await happen(db.pool, asha('Akaunti nyingine', 2));
    expect(await db.count('select count(*) from contact')).toBe(1);
  });
});

async function ask(way: 'join' | 'separate', member = shop.members.manager): Promise<Response> {
  const [change] = await db.rows<{ id: string }>('select id from number_change');
  return t.app.request(`/api/numbers/changes/${change!.id}/${way}`, {
    method: 'POST',
    headers: { cookie: t.signIn(shop, member), 'sec-fetch-site': 'same-origin' },
  });
}
const join = () => ask('join');

describe('two who are one after all', () => {
  it('are put together by a manager: one record, one thread, every word, as if they had never been two', async () => {
    await happen(db.pool, juma('Mimi Juma', 0));
    await happen(db.pool, asha('Simu mpya', 10));
    await db.pool.query(
      `update contact set tags = '["vip"]', note = 'Anapenda chai' where profile_name = 'Asha'`,
    );
    expect((await join()).status).toBe(200);
    expect(Object.values(await threads())).toEqual([['Mimi Juma', 'Simu mpya']]);
    expect(await db.count('select count(*) from contact')).toBe(1);
    expect(await db.rows('select tags, note from contact')).toEqual([
      { tags: ['vip'], note: 'Anapenda chai' },
    ]);
    expect(await db.count('select inbound_count from conversation')).toBe(2);
    expect(await db.count('select unanswered_count from conversation')).toBe(2);
    expect((await holders()).map((h) => h.until)).toEqual([null]);
    await happen(db.pool, asha('Tena', 12));
    await happen(db.pool, juma('Na mimi', 13));
    expect(await db.count('select count(*) from contact')).toBe(1);
    await expectReplayAgrees();
    expect((await join()).status).toBe(404);
  });

  it('keep the name that somebody gave to either', async () => {
    await happen(db.pool, juma('Mimi Juma', 0));
    await happen(db.pool, asha('Simu mpya', 10));
    await db.pool.query(`update contact set name = 'Juma wa Soko' where profile_name = 'Asha'`);
    await join();
    expect(await db.rows('select name from contact')).toEqual([{ name: 'Juma wa Soko' }]);
    expect(await db.rows('select contact_name as name from conversation')).toEqual([
      { name: 'Juma wa Soko' },
    ]);
  });

  it('are not put together by an agent', async () => {
    await happen(db.pool, juma('Mimi Juma', 0));
    await happen(db.pool, asha('Simu mpya', 10));
    const answer = await ask('join', shop.members.agent);
    expect(answer.status).toBe(403);
    expect(await db.count('select count(*) from contact')).toBe(2);
  });

  it('are put together by WhatsApp’s own word that the id changed, when it comes after the message', async () => {
    await happen(db.pool, juma('Mimi Juma', 0));
    await happen(db.pool, asha('Ni mimi tena', 10));
    const word = fixtureText('inbound-system-user-changed-user-id.json');
    const { previous_user_id: was, user_id: is } = JSON.parse(/"system":\s*(\{[^}]*\})/.exec(word)![1]!) as {
      previous_user_id: string;
      user_id: string;
    };
    await happen(db.pool, word.replaceAll(was, JUMA).replaceAll(is, ASHA));
    expect(Object.values(await threads())).toEqual([['Mimi Juma', 'Ni mimi tena']]);
    expect(await db.count('select count(*) from contact')).toBe(1);
    await expectReplayAgrees();
  });
});

describe('two who were put together by mistake', () => {
  /** All that a join touches, in words that a join and its undoing must leave as they were. */
  async function everything() {
    const parts = {
      contact: `select to_jsonb(c) - 'updated_at' as line from contact c order by id`,
      identity: `select to_jsonb(i) as line from identity i order by id`,
      conversation: `select to_jsonb(c) - 'updated_at' as line from conversation c order by id`,
      message: `select to_jsonb(m) as line from message m order by id`,
      look: `select to_jsonb(l) as line from number_look l order by id`,
      read: `select to_jsonb(r) as line from conversation_read r order by conversation_id, member_id`,
      mention: `select to_jsonb(m) as line from mention m order by message_id`,
      same: `select to_jsonb(s) as line from same_person s`,
      told: `select to_jsonb(a) as line from activity a where kind not in ('number_joined', 'number_separated') order by id`,
    };
    const read: Record<string, unknown[]> = {};
    for (const [name, sql] of Object.entries(parts)) read[name] = await db.rows(sql);
    return read;
  }

  /** Both have a record with words, marks and readers of their own. */
  async function liveApart() {
    await happen(db.pool, juma('Mimi Juma', 0));
    await happen(db.pool, asha('Mimi Asha', 10));
    await happen(db.pool, asha('Bado Asha', 11));
    await db.pool.query(
      `update contact set tags = '["vip"]', note = 'Anapenda chai' where profile_name = 'Asha'`,
    );
    await db.pool.query(`update contact set tags = '["loyal"]' where profile_name = 'Juma'`);
    await db.pool.query(
      `insert into conversation_read (member_id, conversation_id, workspace_id, read_count, read_at)
       select $1, id, workspace_id, inbound_count, '2026-11-20 13:00Z' from conversation`,
      [shop.members.agent.id],
    );
    await db.pool.query(
      `insert into number_look (id, workspace_id, member_id, identity_id, at)
       select gen_random_uuid(), workspace_id, $1, id, now() from identity where kind = 'phone'`,
      [shop.members.manager.id],
    );
  }

  it('are taken apart by a manager: everything is whose it was, and a replay agrees before and after', async () => {
    await liveApart();
    const apart = await everything();
    expect((await join()).status).toBe(200);
    expect(await db.count('select count(*) from contact')).toBe(1);
    await expectReplayAgrees();
    const answer = await ask('separate');
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as { conversationIds: string[] }).conversationIds).toHaveLength(2);
    expect(await everything()).toEqual(apart);
    await expectReplayAgrees();
    expect((await ask('separate')).status).toBe(404);
    await happen(db.pool, asha('Tena Asha', 20));
    await happen(db.pool, juma('Tena Juma', 21));
    expect(await threads()).toEqual({
      Juma: ['Mimi Juma', 'Tena Juma'],
      Asha: ['Mimi Asha', 'Bado Asha', 'Tena Asha'],
    });
  });

  it('can be put together and taken apart again and again, and every time it is told', async () => {
    await liveApart();
    const apart = await everything();
    for (const way of ['join', 'separate', 'join', 'separate'] as const)
      expect((await ask(way)).status).toBe(200);
    expect(await everything()).toEqual(apart);
    expect(await db.count(`select count(*) from activity where kind = 'number_separated'`)).toBe(4);
    expect(
      await db.rows(
        `select distinct actor_name, data ->> 'who' as who from activity where kind = 'number_joined'`,
      ),
    ).toEqual([{ actor_name: expect.any(String) as string, who: 'Asha' }]);
  });

  it('keep what people did meanwhile', async () => {
    await liveApart();
    await join();
    await db.pool.query(`update contact set name = 'Juma Ali', tags = tags || '["paid"]'`);
    await db.pool.query(`update conversation set assignee_id = $1`, [shop.members.agent.id]);
    expect((await ask('separate')).status).toBe(200);
    expect(await db.rows('select name, profile_name, tags, note from contact order by name')).toEqual([
      { name: 'Juma Ali', profile_name: 'Juma', tags: ['loyal', 'vip', 'paid'], note: null },
      { name: null, profile_name: 'Asha', tags: ['vip'], note: 'Anapenda chai' },
    ]);
    expect(await db.count('select count(*) from conversation where assignee_id is not null')).toBe(1);
  });

  it('stay together once something new was said: nobody can tell whose it is', async () => {
    await liveApart();
    await join();
    await happen(db.pool, said({ text: 'Bila kitambulisho', minute: 20 }));
    const answer = await ask('separate');
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({ code: 'too_late_to_undo' });
    expect(await db.count('select count(*) from contact')).toBe(1);
  });

  it('stay together when their number has gone to a third meanwhile', async () => {
    await liveApart();
    await join();
    await happen(db.pool, said({ userId: 'KE.third0003', name: 'Tatu', text: 'Mimi wa tatu', minute: 20 }));
    const [first] = await db.rows<{ id: string }>('select id from number_change where joined_at is not null');
    const answer = await t.app.request(`/api/numbers/changes/${first!.id}/separate`, {
      method: 'POST',
      headers: { cookie: t.signIn(shop, shop.members.manager), 'sec-fetch-site': 'same-origin' },
    });
    expect(answer.status).toBe(409);
  });

  it('are not taken apart by an agent, nor against WhatsApp’s own word', async () => {
    await liveApart();
    await join();
    expect((await ask('separate', shop.members.agent)).status).toBe(403);
    await db.pool.query('update number_change set joined_by_id = null');
    expect((await ask('separate')).status).toBe(404);
    expect(await db.count('select count(*) from contact')).toBe(1);
  });
});
