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

describe('two who are one after all', () => {
  async function join(): Promise<Response> {
    const [change] = await db.rows<{ id: string }>('select id from number_change');
    return t.app.request(`/api/numbers/changes/${change!.id}/join`, {
      method: 'POST',
      headers: { cookie: t.signIn(shop, shop.members.manager), 'sec-fetch-site': 'same-origin' },
    });
  }

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

  it('are not put together by an agent', async () => {
    await happen(db.pool, juma('Mimi Juma', 0));
    await happen(db.pool, asha('Simu mpya', 10));
    const [change] = await db.rows<{ id: string }>('select id from number_change');
    const answer = await t.app.request(`/api/numbers/changes/${change!.id}/join`, {
      method: 'POST',
      headers: { cookie: t.signIn(shop, shop.members.agent), 'sec-fetch-site': 'same-origin' },
    });
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
