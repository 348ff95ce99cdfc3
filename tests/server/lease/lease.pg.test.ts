import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { REPLY_LEASE_BEAT_MS, REPLY_LEASE_MS } from '#schema/domain/reply-lease.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeConversation } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const [TAB, OTHER_TAB] = ['tab-00000001', 'tab-00000002'];
const HOUR = 60 * 60_000;

let t: TestApp;
let shop: TestWorkspace;
let conversation: TestConversation;
let amina: string;
let brian: string;
let now = SENT_AT;

beforeAll(async () => {
  t = makeApp({ pool: db.pool, now: () => now });
  shop = await makeWorkspace(db.pool);
  conversation = await makeConversation(db.pool, shop);
  amina = t.signIn(shop, shop.members.agent);
  brian = t.signIn(shop, shop.members.colleague);
});
beforeEach(async () => {
  now = SENT_AT;
  await db.pool.query('delete from reply_lease');
});

const ask = (cookie: string, name: string, over: object = {}) =>
  t.mutate(cookie, name, { conversationId: conversation.id, tabId: TAB, at: now, ...over });
const take = (cookie: string, tabId = TAB) => ask(cookie, 'lease.acquire', { tabId });
const takeOver = (cookie: string) => ask(cookie, 'lease.takeOver', { activityId: uuidv7() });
const answer = (cookie: string) =>
  ask(cookie, 'message.send', { id: uuidv7(), text: 'jibu', seenAnswerId: null, anywayActivityId: uuidv7() });
const askBeat = (cookie: string | null, id = conversation.id) =>
  t.app.request(`/api/leases/${id}/beat`, {
    method: 'POST',
    ...(cookie !== null && { headers: { cookie } }),
  });
const beat = async (cookie: string) => ((await (await askBeat(cookie)).json()) as { isMine: boolean }).isMine;
const sweep = () => handlers['sweep-presence']({}, makeJobDeps(db.pool, { now: () => now }));
const held = () => db.rows('select member_id as "memberId", xmin::text as version from reply_lease');

async function writeFor(durationMs: number): Promise<void> {
  for (const end = now + durationMs; now < end;) {
    now += REPLY_LEASE_BEAT_MS;
    expect(await beat(amina)).toBe(true);
    await sweep();
  }
}

describe('whoever writes a reply', () => {
  it('holds it for as long as they write, and colleagues’ screens are told once', async () => {
    expect(await take(amina)).toBeNull();
    const before = await held();
    await writeFor(5 * 60_000);
    expect(await held()).toEqual(before);
    expect(await take(brian)).toBe('reply_held');
    expect(await answer(brian)).toBe('reply_held');
  });

  it('holds it no longer than they may see it: who is taken out of the inbox strands nobody', async () => {
    await take(amina);
    const seat = [shop.inboxes.main, shop.members.agent.id];
    await db.pool.query('delete from inbox_member where inbox_id = $1 and member_id = $2', seat);
    now += REPLY_LEASE_BEAT_MS;
    expect(await beat(amina)).toBe(false);
    now = SENT_AT + REPLY_LEASE_MS;
    await sweep();
    expect(await held()).toEqual([]);
    await db.pool.query('insert into inbox_member (inbox_id, member_id, workspace_id) values ($1, $2, $3)', [
      ...seat,
      shop.id,
    ]);
  });

  it('holds it still after one more key, and that is no news either', async () => {
    await take(amina);
    const before = await held();
    now += REPLY_LEASE_MS - 1;
    expect(await take(amina)).toBeNull();
    now += REPLY_LEASE_MS - 1;
    await sweep();
    expect(await take(brian)).toBe('reply_held');
    expect(await held()).toEqual(before);
  });

  it.each([
    ['taken by the next', () => take(brian)],
    ['taken over', () => takeOver(brian)],
    ['answered past', () => answer(brian)],
  ])('and falls silent: the reply can be %s though no sweep has been there', async (_, act) => {
    await take(amina);
    await writeFor(60_000);
    now += REPLY_LEASE_MS - 1;
    if (_ !== 'taken over') expect(await act()).toBe('reply_held');
    now += 1;
    const logged = `select count(*) from activity where conversation_id = $1 and kind = 'taken_over'`;
    const before = await db.count(logged, [conversation.id]);
    expect(await act()).toBeNull();
    expect(await db.count(logged, [conversation.id])).toBe(before);
  });

  it('and falls silent is gone from every screen with the next sweep, and no sooner', async () => {
    await take(amina);
    await writeFor(60_000);
    now += REPLY_LEASE_MS - 1;
    await sweep();
    expect(await held()).toHaveLength(1);
    now += 1;
    await sweep();
    expect(await held()).toEqual([]);
  });

  it('and slept does not wake up holding it: the next key takes it, if nobody has', async () => {
    await take(amina);
    now += REPLY_LEASE_MS;
    expect(await beat(amina)).toBe(false);
    await take(brian);
    expect(await beat(amina)).toBe(false);
    expect(await take(amina)).toBe('reply_held');
  });

  it('and is taken over hears it with the next beat, and does not take the reply back by it', async () => {
    await take(amina);
    await writeFor(20_000);
    expect(await takeOver(brian)).toBeNull();
    expect(await beat(amina)).toBe(false);
    expect(await beat(brian)).toBe(true);
    expect(await held()).toMatchObject([{ memberId: shop.members.colleague.id }]);
    now += REPLY_LEASE_MS - 1;
    expect(await take(amina)).toBe('reply_held');
  });

  it('keeps it after a crash of the database that forgot the beats, if it was just taken; else the next key takes it', async () => {
    await take(amina);
    await db.pool.query('truncate reply_lease_beat');
    expect(await beat(amina)).toBe(true);
    now += REPLY_LEASE_MS - 1;
    expect(await beat(amina)).toBe(true);
    await db.pool.query('truncate reply_lease_beat');
    now += 1;
    expect(await beat(amina)).toBe(false);
    expect(await take(amina)).toBeNull();
  });

  it.each([
    ['an hour slow', -HOUR],
    ['an hour fast', HOUR],
  ])('is judged by the server’s clock, with one of their own %s', async (_, skewMs) => {
    expect(await ask(amina, 'lease.acquire', { at: now + skewMs })).toBeNull();
    now += REPLY_LEASE_MS - 1;
    expect(await ask(brian, 'lease.acquire', { at: now - skewMs })).toBe('reply_held');
    now += 1;
    expect(await ask(brian, 'lease.acquire', { at: now - skewMs })).toBeNull();
  });

  it('and asked for it before the network went, lets nobody wait longer when that arrives late', async () => {
    now += HOUR;
    expect(await ask(amina, 'lease.acquire', { at: SENT_AT })).toBeNull();
    now += REPLY_LEASE_MS;
    await sweep();
    expect(await held()).toEqual([]);
  });
});

describe('two tabs of one person', () => {
  it('do not stand in each other’s way, and leaving the box of one does not let go of what the other writes', async () => {
    expect(await take(amina)).toBeNull();
    expect(await take(amina, OTHER_TAB)).toBeNull();
    await ask(amina, 'lease.release', { tabId: TAB });
    expect(await take(brian)).toBe('reply_held');
    expect(await beat(amina)).toBe(true);
    await ask(amina, 'lease.release', { tabId: OTHER_TAB });
    expect(await take(brian)).toBeNull();
  });

  it('an answer from either lets go', async () => {
    await take(amina);
    expect(
      await ask(amina, 'message.send', {
        id: uuidv7(),
        text: 'sawa',
        seenAnswerId: null,
        anywayActivityId: uuidv7(),
        tabId: OTHER_TAB,
      }),
    ).toBeNull();
    expect(await held()).toEqual([]);
  });
});

describe('a beat', () => {
  it('for what nobody holds, for another’s reply, or of another business keeps nothing', async () => {
    expect(await beat(amina)).toBe(false);
    await take(amina);
    const stranger = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Jirani' });
    expect(await beat(t.signIn(stranger, stranger.members.admin))).toBe(false);
    expect(await beat(brian)).toBe(false);
    expect(
      await db.count(
        'select count(*) from reply_lease_beat where beat_at > to_timestamp($1::float8 / 1000)',
        [now],
      ),
    ).toBe(0);
  });

  it('needs a session, and a name that is one', async () => {
    expect((await askBeat(null)).status).toBe(401);
    expect((await askBeat(amina, 'x')).status).toBe(400);
  });
});
