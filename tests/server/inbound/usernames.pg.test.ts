import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replayJournal } from '#server/journal/replay-journal.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { happen } from '../../support/store-event.ts';
import { TEMPLATE } from '../../support/template-database.ts';
import { envelope, SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const MINUTE = 60_000;
const [AMINA, BRIAN] = ['KE.amina0001', 'KE.brian0001'];
let t: TestApp;
let shop: TestWorkspace;

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
});
beforeEach(() => emptyInbox(db.pool));

type Sighting = { minute: number; userId: string; username: string };

/** One message under a username. */
function wrote({ minute, userId, username }: Sighting): string {
  const timestamp = String((SENT_AT + minute * MINUTE) / 1_000);
  return envelope({
    contacts: [{ profile: { name: userId, username }, user_id: userId }],
    messages: [
      {
        ...{ from_user_id: userId, id: `wamid.${userId}.${minute}`, timestamp },
        ...{ type: 'text', text: { body: `at ${minute}` } },
      },
    ],
  });
}
const see = (minute: number, userId: string, username: string) =>
  happen(db.pool, wrote({ minute, userId, username }));

type Line = { who: string; name: string; from: number; until: number | null };
const minutes = (at: number) => (at - SENT_AT) / MINUTE;
async function bearings(): Promise<Line[]> {
  const rows = await db.rows<{ who: string; name: string; from: number; until: number | null }>(
    `select c.profile_name as who, i.masked_value as name, i.first_seen_at as from, i.retired_at as until
     from identity i join contact c on c.id = i.contact_id where i.kind = 'whatsapp_username' order by 1, i.first_seen_at, 2`,
  );
  return rows.map((row) => ({
    ...row,
    from: minutes(row.from),
    until: row.until === null ? null : minutes(row.until),
  }));
}

describe('the username of a customer', () => {
  it('is kept with its dates, with or without its sign, and the one before is over', async () => {
    await see(0, AMINA, '@amina.m');
    await see(5, AMINA, 'amina.m');
    await see(9, AMINA, 'amina_duka');
    expect(await bearings()).toEqual([
      { who: AMINA, name: '@amina.m', from: 0, until: 9 },
      { who: AMINA, name: '@amina_duka', from: 9, until: null },
    ]);
    expect(await db.count('select count(*) from contact')).toBe(1);
  });

  it('that another takes up makes them no one person: each keeps a thread, and one bears it', async () => {
    await see(0, AMINA, 'duka');
    await see(9, BRIAN, 'duka');
    expect(await bearings()).toEqual([
      { who: AMINA, name: '@duka', from: 0, until: 9 },
      { who: BRIAN, name: '@duka', from: 9, until: null },
    ]);
    expect(await db.count('select count(*) from conversation')).toBe(2);
  });

  it('ends in the same state in whatever order it is heard of, and a replay of it agrees', async () => {
    const story: Sighting[] = [
      { minute: 0, userId: AMINA, username: 'duka' },
      { minute: 2, userId: BRIAN, username: 'soko' },
      { minute: 4, userId: AMINA, username: 'amina' },
      { minute: 6, userId: BRIAN, username: 'duka' },
      { minute: 8, userId: AMINA, username: 'soko' },
      { minute: 10, userId: BRIAN, username: 'brian' },
      { minute: 12, userId: AMINA, username: 'duka' },
    ];
    const current = async () =>
      (await bearings()).map(({ who, name, from, until }) => `${who} ${name} ${from} ${until !== null}`);
    for (const sighting of story) await happen(db.pool, wrote(sighting));
    const told = await current();
    expect(told).toContain(`${AMINA} @duka 0 false`);
    expect(told).toContain(`${BRIAN} @brian 10 false`);
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      await emptyInbox(db.pool);
      for (const sighting of seededRandom(seed).shuffle(story)) await happen(db.pool, wrote(sighting));
      expect(await current(), `seed ${seed}`).toEqual(told);
    }
    const report = await replayJournal({
      ...{ pool: db.pool, databaseUrl: db.url, template: TEMPLATE },
      ...{ since: null, isDryRun: false },
    });
    expect(report.differences).toEqual([]);
  });

  it('is found as it is typed, by its beginning, and no longer under the one before', async () => {
    await see(0, AMINA, 'Amina.Duka');
    await see(0, BRIAN, 'kariakoo');
    await see(5, BRIAN, 'brian');
    const find = async (q: string) => {
      const cookie = t.signIn(shop, shop.members.agent);
      const answer = await t.app.request(`/api/search?q=${encodeURIComponent(q)}`, { headers: { cookie } });
      const { found } = (await answer.json()) as { found: { contactName: string }[] };
      return found.map((one) => one.contactName);
    };
    expect(await find('@amina.d')).toEqual([AMINA]);
    expect(await find('@AMINA')).toEqual([AMINA]);
    expect(await find('@brian')).toEqual([BRIAN]);
    expect(await find('@kariakoo')).toEqual([]);
    expect(await find('@duka')).toEqual([]);
  });
});
