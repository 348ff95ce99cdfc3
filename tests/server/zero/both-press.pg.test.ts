import { beforeAll, describe, expect, it } from 'vitest';
import { REPLY_LEASE_MS } from '#schema/domain/reply-lease.ts';
import { UNDO_MS } from '#schema/domain/undo-window.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const ROUNDS = 50;
let t: TestApp;
let shop: TestWorkspace;
let amina: string;
let brian: string;

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
  amina = t.signIn(shop, shop.members.agent);
  brian = t.signIn(shop, shop.members.colleague);
});

const press = (cookie: string, name: string, id: string) =>
  t.mutate(cookie, name, { id, activityId: uuidv7(), at: SENT_AT });

describe('two people act in the same moment', () => {
  it(`${ROUNDS} conversations claimed by two at once: one winner each, and the other is told who`, async () => {
    const winners = new Set<number>();
    for (let round = 0; round < ROUNDS; round++) {
      const { id } = await makeConversation(db.pool, shop, {
        from: `2547110${String(round).padStart(5, '0')}`,
      });
      const answers = await Promise.all([
        press(amina, 'conversation.claim', id),
        press(brian, 'conversation.claim', id),
      ]);
      expect([...answers].sort()).toEqual(['already_claimed', null]);
      const winner = answers.indexOf(null);
      winners.add(winner);
      const [row] = await db.rows<{ assigneeId: string }>(
        'select assignee_id as "assigneeId" from conversation where id = $1',
        [id],
      );
      expect(row?.assigneeId).toBe([shop.members.agent.id, shop.members.colleague.id][winner]);
      expect(
        await db.count(`select count(*) from activity where conversation_id = $1 and kind = 'claimed'`, [id]),
      ).toBe(1);
    }
    expect(winners.size).toBeGreaterThan(0);
  });

  it('an inbox and a saved reply of one name are made once, and the other is told', async () => {
    const [first, second] = [t.signIn(shop, shop.members.admin), t.signIn(shop, shop.members.admin)];
    const both = (name: string, wish: (nth: number) => object) =>
      Promise.all(
        [first, second].map((cookie, nth) => t.mutate(cookie, name, { id: uuidv7(), ...wish(nth) })),
      );
    for (let round = 0; round < 10; round++) {
      const inboxes = await both('routing.addInbox', (nth) => ({
        name: nth ? `returns ${round}` : `Returns ${round}`,
        memberIds: [],
      }));
      expect([...inboxes].sort()).toEqual(['name_taken', null]);
      const reply = { shortcut: `bei${round}`, title: 'Bei', language: 'sw', text: 'Ni 500' };
      const replies = await both('savedReply.save', () => reply);
      expect([...replies].sort()).toEqual([null, 'shortcut_taken']);
    }
    expect(await db.count(`select count(*) from inbox where name ilike 'returns %'`)).toBe(10);
  });

  it('two inboxes that are renamed alike at once: one is', async () => {
    const cookie = t.signIn(shop, shop.members.admin);
    const { main, other } = shop.inboxes;
    for (let round = 0; round < 10; round++) {
      const name = `Desk ${round}`;
      const answers = await Promise.all(
        [main, other].map((id) => t.mutate(cookie, 'routing.setInbox', { id, name })),
      );
      expect([...answers].sort()).toEqual(['name_taken', null]);
    }
  });

  it('closed by two at once, it is closed once', async () => {
    const { id } = await makeConversation(db.pool, shop, { from: '254722000001' });
    expect(
      await Promise.all([press(amina, 'conversation.close', id), press(brian, 'conversation.close', id)]),
    ).toEqual([null, null]);
    expect(
      await db.count(`select count(*) from activity where conversation_id = $1 and kind = 'closed'`, [id]),
    ).toBe(1);
  });

  it('ten replies of one person at once are ten messages, and the conversation ends with the ball on their side', async () => {
    const { id } = await makeConversation(db.pool, shop, { from: '254722000002' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        t.mutate(amina, 'message.send', {
          id: uuidv7(),
          conversationId: id,
          text: `jibu ${n}`,
          seenAnswerId: null,
          at: SENT_AT,
        }),
      ),
    );
    expect(answers.every((answer) => answer === null)).toBe(true);
    expect(await db.count(`select count(*) from outbox_item where lane = $1`, [`conversation:${id}`])).toBe(
      10,
    );
    expect(
      await db.rows('select waiting_on, unanswered_count from conversation where id = $1', [id]),
    ).toEqual([{ waiting_on: 'them', unanswered_count: 0 }]);
  });
});

describe('one customer, one answer', () => {
  const answer = (id: string, over: object = {}) => ({
    id: uuidv7(),
    conversationId: id,
    text: 'jibu',
    seenAnswerId: null,
    at: SENT_AT,
    ...over,
  });

  it(`${ROUNDS} times two people answer at once: one answer leaves, the other writer is told whose`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { id } = await makeConversation(db.pool, shop, {
        from: `2547550${String(round).padStart(5, '0')}`,
      });
      const answers = await Promise.all(
        [amina, brian].map((cookie) => t.mutate(cookie, 'message.send', answer(id))),
      );
      expect([...answers].sort()).toEqual([null, 'reply_fenced']);
      expect(await db.count('select count(*) from outbox_item where lane = $1', [`conversation:${id}`])).toBe(
        1,
      );
    }
  });

  it('who has seen the colleague’s answer may add one', async () => {
    const { id } = await makeConversation(db.pool, shop, { from: '254755100001' });
    const first = answer(id);
    expect(await t.mutate(amina, 'message.send', first)).toBeNull();
    expect(await t.mutate(brian, 'message.send', answer(id))).toBe('reply_fenced');
    expect(await t.mutate(brian, 'message.send', answer(id, { seenAnswerId: first.id }))).toBeNull();
  });

  it('"send anyway" goes, and the timeline says so', async () => {
    const { id } = await makeConversation(db.pool, shop, { from: '254755100002' });
    await t.mutate(amina, 'message.send', answer(id));
    expect(await t.mutate(brian, 'message.send', answer(id, { anywayActivityId: uuidv7() }))).toBeNull();
    expect(
      await db.count(`select count(*) from activity where conversation_id = $1 and kind = 'sent_anyway'`, [
        id,
      ]),
    ).toBe(1);
  });

  const lease = (id: string, over: object = {}) => ({
    conversationId: id,
    tabId: 'tab-00000001',
    at: SENT_AT,
    ...over,
  });

  it(`${ROUNDS} times two people start to type at once: one holds the reply, the other is told who`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { id } = await makeConversation(db.pool, shop, {
        from: `2547660${String(round).padStart(5, '0')}`,
      });
      const answers = await Promise.all(
        [amina, brian].map((cookie) => t.mutate(cookie, 'lease.acquire', lease(id))),
      );
      expect([...answers].sort()).toEqual([null, 'reply_held']);
      expect(await db.count('select count(*) from reply_lease where conversation_id = $1', [id])).toBe(1);
    }
  });

  it('whoever does not hold the reply cannot send, until they take it over', async () => {
    const { id } = await makeConversation(db.pool, shop, { from: '254766100001' });
    expect(await t.mutate(amina, 'lease.acquire', lease(id))).toBeNull();
    expect(await t.mutate(brian, 'message.send', answer(id))).toBe('reply_held');
    expect(await t.mutate(brian, 'lease.takeOver', lease(id, { activityId: uuidv7() }))).toBeNull();
    expect(await t.mutate(brian, 'message.send', answer(id))).toBeNull();
    expect(
      await db.count(`select count(*) from activity where conversation_id = $1 and kind = 'taken_over'`, [
        id,
      ]),
    ).toBe(1);
  });

  it('a lease whose holder is gone is outlived', async () => {
    const { id } = await makeConversation(db.pool, shop, { from: '254766100002' });
    await t.mutate(amina, 'lease.acquire', lease(id));
    await db.pool.query('delete from reply_lease_beat where conversation_id = $1', [id]);
    await db.pool.query(
      `update reply_lease set acquired_at = to_timestamp($2::float8 / 1000) where conversation_id = $1`,
      [id, SENT_AT - REPLY_LEASE_MS],
    );
    expect(await t.mutate(brian, 'lease.acquire', lease(id))).toBeNull();
  });
});

describe('a reply', () => {
  it('the same press twice, from a network that stuttered, is one message and one call owed', async () => {
    const { id } = await makeConversation(db.pool, shop, { from: '254722000003' });
    const args = { id: uuidv7(), conversationId: id, text: 'mara moja', seenAnswerId: null, at: SENT_AT };
    await Promise.all([t.mutate(amina, 'message.send', args), t.mutate(amina, 'message.send', args)]);
    await t.mutate(amina, 'message.send', args);
    expect(await db.count('select count(*) from message where id = $1', [args.id])).toBe(1);
    expect(await db.count('select count(*) from outbox_item where message_id = $1', [args.id])).toBe(1);
  });

  it('is stored and owed in one go, with the server’s clock, and stays with us for the seconds in which it can be taken back', async () => {
    const { id } = await makeConversation(db.pool, shop, { from: '254722000004' });
    const messageId = uuidv7();
    await db.pool.query('delete from graphile_worker._private_jobs');
    expect(
      await t.mutate(amina, 'message.send', {
        id: messageId,
        conversationId: id,
        text: 'saa',
        seenAnswerId: null,
        at: 5,
      }),
    ).toBeNull();
    expect(await db.rows('select at, status, author_name from message where id = $1', [messageId])).toEqual([
      { at: SENT_AT, status: 'queued', author_name: shop.members.agent.name },
    ]);
    expect(
      await db.rows('select lane, state, not_before as "notBefore" from outbox_item where message_id = $1', [
        messageId,
      ]),
    ).toEqual([{ lane: `conversation:${id}`, state: 'queued', notBefore: SENT_AT + UNDO_MS }]);
    expect(await db.count('select count(*) from graphile_worker._private_jobs')).toBe(0);
    expect(t.marked).toContain(shop.id);
  });

  it.each([
    ['that is only white space', '  \n ', 'text_empty', '254722000005'],
    ['longer than the provider takes', 'a'.repeat(4_097), 'text_too_long', '254722000055'],
  ])('%s is refused by name', async (_, text, code, from) => {
    const { id } = await makeConversation(db.pool, shop, { from });
    const args = { id: uuidv7(), conversationId: id, text, seenAnswerId: null, at: SENT_AT };
    expect(await t.mutate(amina, 'message.send', args)).toBe(code);
  });

  it('after the window is shut is refused, whatever the sender’s own clock says', async () => {
    const { id } = await makeConversation(db.pool, shop, {
      from: '254722000006',
      sentAt: SENT_AT - 25 * 60 * 60 * 1000,
    });
    const args = {
      id: uuidv7(),
      conversationId: id,
      text: 'habari',
      seenAnswerId: null,
      at: SENT_AT - 24 * 60 * 60 * 1000,
    };
    expect(await t.mutate(amina, 'message.send', args)).toBe('window_shut');
    expect(await db.count('select count(*) from message where id = $1', [args.id])).toBe(0);
  });

  it('with emoji where the preview is cut is sent like any other', async () => {
    const { id } = await makeConversation(db.pool, shop, { from: '254722000007' });
    const text = `${'a'.repeat(139)}🙏🏾 asante`;
    expect(
      await t.mutate(amina, 'message.send', {
        id: uuidv7(),
        conversationId: id,
        text,
        seenAnswerId: null,
        at: SENT_AT,
      }),
    ).toBeNull();
  });

  it('a note is for colleagues: nothing is owed, nobody’s turn changes', async () => {
    const { id } = await makeConversation(db.pool, shop, { from: '254722000008' });
    const noteId = uuidv7();
    expect(
      await t.mutate(amina, 'message.note', {
        id: noteId,
        conversationId: id,
        text: 'mteja mzuri',
        at: SENT_AT,
      }),
    ).toBeNull();
    expect(await db.count('select count(*) from outbox_item where message_id = $1', [noteId])).toBe(0);
    expect(await db.rows('select waiting_on from conversation where id = $1', [id])).toEqual([
      { waiting_on: 'us' },
    ]);
  });
});

describe('a message in trouble', () => {
  async function troubled(
    status: 'failed' | 'unconfirmed',
    from: string,
  ): Promise<{ id: string; lane: string }> {
    const conversation = await makeConversation(db.pool, shop, { from });
    const id = uuidv7();
    await t.mutate(amina, 'message.send', {
      id,
      conversationId: conversation.id,
      text: 'labda',
      seenAnswerId: null,
      at: SENT_AT,
    });
    await db.pool.query('update message set status = $2 where id = $1', [id, status]);
    await db.pool.query(
      'update outbox_item set state = $2::text::outbox_state, attempts = 1 where message_id = $1',
      [id, status],
    );
    await db.pool.query('update conversation set troubled_count = 1 where id = $1', [conversation.id]);
    return { id, lane: conversation.lane };
  }
  const after = async (id: string) =>
    (
      await db.rows(
        `select m.status, o.state, c.troubled_count as troubled from message m join outbox_item o on o.message_id = m.id
         join conversation c on c.id = m.conversation_id where m.id = $1`,
        [id],
      )
    )[0];

  it.each([
    ['sent again', 'message.resend', 'failed', { status: 'queued', state: 'queued', troubled: 0 }],
    [
      'sent again though it may have arrived',
      'message.resend',
      'unconfirmed',
      { status: 'queued', state: 'queued', troubled: 0 },
    ],
    [
      'said to have arrived',
      'message.markSent',
      'unconfirmed',
      { status: 'sent', state: 'done', troubled: 0 },
    ],
    ['let go', 'message.discard', 'failed', { status: 'cancelled', state: 'cancelled', troubled: 0 }],
    [
      'let go unproven',
      'message.discard',
      'unconfirmed',
      { status: 'cancelled', state: 'cancelled', troubled: 0 },
    ],
  ] as const)('can be %s, by a person', async (_, name, status, end) => {
    const { id } = await troubled(status, `2547330${String(Math.abs(hash(name + status))).slice(0, 5)}`);
    expect(await t.mutate(amina, name, { id, at: SENT_AT })).toBeNull();
    expect(await after(id)).toEqual(end);
  });

  it('by two at once is sent again once', async () => {
    const { id, lane } = await troubled('failed', '254744000001');
    await db.pool.query('delete from graphile_worker._private_jobs');
    const answers = await Promise.all(
      [amina, brian].map((cookie) => t.mutate(cookie, 'message.resend', { id, at: SENT_AT })),
    );
    expect(answers).toContain(null);
    expect(
      await db.count(`select count(*) from outbox_item where lane = $1 and state = 'queued'`, [lane]),
    ).toBe(1);
    expect(await db.count('select count(*) from graphile_worker._private_jobs')).toBe(1);
  });

  it('what is on its way or has arrived is not in trouble', async () => {
    const { id } = await troubled('failed', '254744000002');
    await db.pool.query(`update message set status = 'delivered' where id = $1`, [id]);
    expect(await t.mutate(amina, 'message.resend', { id, at: SENT_AT })).toBe('too_late_to_undo');
  });
});

function hash(text: string): number {
  return [...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 99_991, 7) + 10_000;
}
