import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#server/db/in-transaction.ts';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { replayJournal } from '#server/journal/replay-journal.ts';
import type { ReplayReport } from '#server/journal/replay-journal.ts';
import { tellReplay } from '#server/journal/tell-replay.ts';
import { uuidv7 } from '#server/new-id.ts';
import { applyDelivery } from '#server/outbound/apply-delivery.ts';
import { claimNext } from '#server/outbound/claim-next.ts';
import { resolveTrouble } from '#server/outbound/resolve-trouble.ts';
import { settleAttempt } from '#server/outbound/settle-attempt.ts';
import { takeBack } from '#server/outbound/take-back.ts';
import { writeMessage } from '#server/outbound/write-message.ts';
import { TEMPLATE } from '../../support/template-database.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { makeConversation } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen, storeEvent } from '../../support/store-event.ts';
import {
  fixtureNames,
  fixtureText,
  inboundText,
  reactionBody,
  SENT_AT,
  statusBody,
} from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
let shop: TestWorkspace;
const MINUTE = 60_000;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
});
beforeEach(() => emptyInbox(db.pool));

function replay(
  over: { since?: number; isDryRun?: boolean; template?: string | undefined } = {},
): Promise<ReplayReport> {
  return replayJournal({
    pool: db.pool,
    databaseUrl: db.url,
    since: over.since ?? null,
    isDryRun: over.isDryRun ?? false,
    ...('template' in over ? {} : { template: TEMPLATE }),
  });
}

async function expectNoDifference(): Promise<ReplayReport> {
  const report = await replay();
  expect(tellReplay(report, { isDryRun: false, tookMs: 0 })).toContain('No difference.');
  expect(report.differences).toEqual([]);
  return report;
}

async function writeReply(
  conversation: TestConversation,
  { text, at }: { text: string; at: number },
): Promise<string> {
  const id = uuidv7();
  const content = { type: 'text', text } as const;
  const author = { kind: 'api', name: 'Duka' } as const;
  await inTransaction(db.pool, (tx) =>
    writeMessage(tx, { id, workspaceId: shop.id, conversationId: conversation.id, content, author, at }),
  );
  return id;
}

/** Our reply leaves; with `answer: 'lost'` nobody heard whether it did. Returns the attempt. */
async function sendReply(
  conversation: TestConversation,
  { text, at, answer }: { text: string; at: number; answer: string },
): Promise<string> {
  await writeReply(conversation, { text, at });
  const claim = await claimNext(db.pool, { lane: conversation.lane, now: at + 1 });
  if (claim.kind !== 'claimed') throw new Error(`nothing to send: ${claim.kind}`);
  const outcome =
    answer === 'lost'
      ? ({ kind: 'unknown', reason: 'the line broke' } as const)
      : ({ kind: 'sent', providerMessageId: answer } as const);
  await settleAttempt(db.pool, { item: claim.item, outcome, lane: conversation.lane, now: at + 2 });
  return claim.item.attemptId;
}

describe('a replay finds the inbox as the journal says', () => {
  it('nothing in the journal is nothing to disagree about', async () => {
    const report = await replay();
    expect(report).toMatchObject({ messages: null, differences: [] });
  });

  it('after a talk of both sides, with ticks, an edit and a person who answered', async () => {
    const talk = await makeConversation(db.pool, shop);
    await sendReply(talk, { text: 'Karibu', at: SENT_AT + 10_000, answer: 'wamid.ours' });
    for (const status of ['sent', 'delivered', 'read'])
      await happen(db.pool, statusBody({ id: 'wamid.ours', status, at: SENT_AT + 20_000 }));
    await happen(db.pool, reactionBody({ id: 'wamid.r1', to: 'wamid.ours', emoji: '👍' }));
    await happen(db.pool, inboundText({ text: 'Asante', sentAt: SENT_AT + MINUTE }));
    const report = await expectNoDifference();
    expect(report).toMatchObject({ contacts: 1, ownMessages: 1, messages: 3 });
  });

  it('a status that alone proved what a lost answer hid gives the message its id again', async () => {
    const talk = await makeConversation(db.pool, shop);
    const opaque = await sendReply(talk, { text: 'Karibu', at: SENT_AT + 10_000, answer: 'lost' });
    await happen(db.pool, statusBody({ id: 'wamid.late', status: 'delivered', opaque }));
    expect(
      await db.rows('select status, provider_message_id as id from message where direction = $1', [
        'outbound',
      ]),
    ).toEqual([{ status: 'delivered', id: 'wamid.late' }]);
    await expectNoDifference();
  });

  it('a status that came before its message, and one whose message nobody knows', async () => {
    const talk = await makeConversation(db.pool, shop);
    await happen(db.pool, statusBody({ id: 'wamid.early', status: 'delivered' }));
    await happen(db.pool, statusBody({ id: 'wamid.stranger', status: 'read' }));
    await sendReply(talk, { text: 'Karibu', at: SENT_AT + 10_000, answer: 'wamid.early' });
    await expectNoDifference();
  });

  it('a message that was refused, sent again, refused twice and then lost', async () => {
    const talk = await makeConversation(db.pool, shop);
    const opaque = await sendReply(talk, { text: 'Karibu', at: SENT_AT + 10_000, answer: 'wamid.first' });
    const refuse = (at: number) =>
      happen(db.pool, statusBody({ id: 'wamid.first', status: 'failed', errorCode: 131026, opaque, at }));
    await refuse(SENT_AT + 20_000);
    const [message] = await db.rows<{ id: string }>(`select id from message where direction = 'outbound'`);
    const about = { messageId: message!.id, at: SENT_AT + MINUTE };
    await inTransaction(db.pool, (tx) => resolveTrouble(tx, { ...about, resolution: 'queued' }));
    await refuse(SENT_AT + 21_000);
    const claim = await claimNext(db.pool, { lane: talk.lane, now: SENT_AT + MINUTE });
    if (claim.kind !== 'claimed') throw new Error(`nothing to send: ${claim.kind}`);
    const outcome = { kind: 'unknown', reason: 'the line broke' } as const;
    await settleAttempt(db.pool, { item: claim.item, outcome, lane: talk.lane, now: SENT_AT + MINUTE + 1 });
    await refuse(SENT_AT + 22_000);
    expect(await db.rows(`select status from message where direction = 'outbound'`)).toEqual([
      { status: 'unconfirmed' },
    ]);
    await expectNoDifference();
  });

  it('what a person decided about a failed message stands', async () => {
    const talk = await makeConversation(db.pool, shop);
    await sendReply(talk, { text: 'Karibu', at: SENT_AT + 10_000, answer: 'wamid.ours' });
    await happen(db.pool, statusBody({ id: 'wamid.ours', status: 'failed', errorCode: 131026 }));
    const [message] = await db.rows<{ id: string }>(`select id from message where direction = 'outbound'`);
    await applyDelivery(db.pool, {
      messageId: message!.id,
      evidence: 'cancelled',
      from: 'member',
      at: SENT_AT + MINUTE,
    });
    await expectNoDifference();
  });

  it('people and words from before the journal stay, and what came later finds them', async () => {
    const contactId = uuidv7();
    const conversationId = uuidv7();
    await db.pool.query(`insert into contact (id, workspace_id, name) values ($1, $2, 'Mama Amina')`, [
      contactId,
      shop.id,
    ]);
    await db.pool.query(
      `insert into identity (id, workspace_id, contact_id, kind, value, masked_value, evidence, first_seen_at, last_seen_at)
       values ($1, $2, $3, 'whatsapp_id', '254700000011', '•••11', 'whatsapp', '2026-01-01', '2026-01-01')`,
      [uuidv7(), shop.id, contactId],
    );
    await db.pool.query(
      `insert into conversation (id, workspace_id, contact_id, channel_id, inbox_id, contact_name, queue_order, last_message_at,
         last_inbound_at, window_closes_at, inbound_count, waiting_on)
       values ($1, $2, $3, $4, $5, 'Mama Amina', 0, '2026-01-01', '2026-01-01', '2026-01-02', 1, 'us')`,
      [conversationId, shop.id, contactId, shop.channel.id, shop.inboxes.main],
    );
    await db.pool.query(
      `insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, at, created_at, provider_message_id)
       values ($1, $2, $3, 'inbound', 'text', 'zamani', 'received', 'customer', '2026-01-01', '2026-01-01', 'wamid.old')`,
      [uuidv7(), shop.id, conversationId],
    );
    await happen(db.pool, inboundText({ text: 'leo', sentAt: SENT_AT }));
    expect(await db.count('select count(*) from conversation')).toBe(1);
    const report = await expectNoDifference();
    expect(report).toMatchObject({ contacts: 1, ownMessages: 1, messages: 2 });
  });

  it('words taken back before they left, and a member’s own reaction, are no matter of the journal', async () => {
    const talk = await makeConversation(db.pool, shop);
    const messageId = await writeReply(talk, { text: 'Samahani', at: SENT_AT + 10_000 });
    const isBack = await inTransaction(db.pool, (tx) => takeBack(tx, { messageId, at: SENT_AT + 11_000 }));
    expect(isBack).toBe(true);
    await db.pool.query(
      `update message set reactions = '[{"by": "member", "who": "Amina", "emoji": "👍", "at": 1}]' where direction = 'inbound'`,
    );
    await expectNoDifference();
  });

  it('a number that changed is the same person in the replay', async () => {
    const name = 'inbound-system-user-changed-number.json';
    type Body = { entry: { changes: { value: { messages: { from: string }[] } }[] }[] };
    const from = (JSON.parse(fixtureText(name)) as Body).entry[0]!.changes[0]!.value.messages[0]!.from;
    const talk = await makeConversation(db.pool, shop, { from });
    await sendReply(talk, { text: 'Karibu', at: SENT_AT + 10_000, answer: 'wamid.ours' });
    await happen(db.pool, fixtureText(name));
    expect(await db.count('select count(*) from identity where retired_at is not null')).toBeGreaterThan(0);
    await expectNoDifference();
  });

  it('every fixture we have, one after another, and one that cannot be read', async () => {
    for (const prefix of ['inbound-', 'status-', 'batch-', 'account-', 'ignore-', 'value-'])
      for (const name of fixtureNames(prefix)) await happen(db.pool, fixtureText(name));
    await happen(db.pool, '{"object":"whatsapp_business_account"}');
    const report = await expectNoDifference();
    expect(report.messages).toBeGreaterThan(25);
  });

  it('leaves no second database behind, and only counts when asked to', async () => {
    await makeConversation(db.pool, shop);
    expect(await replay({ isDryRun: true })).toMatchObject({ contacts: 1, messages: null });
    await replay();
    expect(
      await db.count(`select count(*) from pg_database where datname like current_database() || '%'`),
    ).toBe(1);
  });

  it('what waits or was set aside is left out on both sides', async () => {
    await makeConversation(db.pool, shop);
    await storeEvent(db.pool, inboundText({ text: 'bado', id: 'wamid.waits' }));
    const id = await storeEvent(db.pool, inboundText({ text: 'kando', id: 'wamid.aside' }));
    await db.pool.query(`update provider_event set state = 'dismissed' where id = $1`, [id]);
    const { survey } = await expectNoDifference();
    expect(survey).toMatchObject({ pending: 1, dismissed: 1 });
  });
});

describe('a storm', () => {
  it.each([1, 2, 3, 4])(
    'shuffled, doubled, many at a time (seed %i), replays to the same inbox',
    async (seed) => {
      const random = randomOf(seed);
      const bodies: string[] = [];
      const talks: TestConversation[] = [];
      for (let n = 0; n < 6; n++)
        talks.push(await makeConversation(db.pool, shop, { from: `25470000010${n}` }));
      for (const [n, talk] of talks.entries()) {
        const { from } = talk;
        for (let k = 0; k < 8; k++) {
          const sentAt = SENT_AT + (k + 1) * MINUTE + n * 1_000;
          const body = inboundText({ from, name: `Mteja ${from}`, text: `${n}-${k}`, sentAt });
          bodies.push(body, `${body} `);
        }
        const id = `wamid.ours.${n}`;
        const opaque = await sendReply(talk, {
          text: 'Karibu',
          at: SENT_AT + 3 * MINUTE + n * 1_000 + 7,
          answer: n % 3 === 0 ? 'lost' : id,
        });
        for (const status of ['sent', 'delivered', 'read']) {
          const body = statusBody({ id, status, to: from, opaque, at: SENT_AT + 4 * MINUTE });
          bodies.push(body, `${body}\n`);
        }
      }
      const ids: string[] = [];
      for (const body of shuffle(bodies, random)) ids.push(await storeEvent(db.pool, body));
      const order = shuffle(ids, random);
      await Promise.all(
        [0, 1, 2, 3].map(async (worker) => {
          for (let i = worker; i < order.length; i += 4) await processProviderEvent(db.pool, order[i]!);
        }),
      );
      expect(await db.count(`select count(*) from provider_event where state = 'processed'`)).toBe(
        ids.length + 6,
      );
      const report = await expectNoDifference();
      expect(report.messages).toBe(6 * 10);
    },
  );
});

describe('a replay sees what is wrong', () => {
  beforeEach(async () => {
    const talk = await makeConversation(db.pool, shop);
    await sendReply(talk, { text: 'Karibu', at: SENT_AT + 10_000, answer: 'wamid.ours' });
    await happen(db.pool, statusBody({ id: 'wamid.ours', status: 'delivered' }));
  });

  it.each([
    ['a lost bubble', `delete from message where direction = 'inbound'`, { kind: 'message', inbox: null }],
    [
      'a changed word',
      `update message set text = 'nyingine' where direction = 'inbound'`,
      { column: 'text' },
    ],
    [
      'a tick that fell',
      `update message set status = 'sent' where direction = 'outbound'`,
      { column: 'status' },
    ],
    [
      'a status nobody kept',
      `delete from message_transition where evidence = 'provider'`,
      { column: 'steps' },
    ],
    ['a shorter window', `update conversation set window_closes_at = now()`, { column: 'windowClosesAt' }],
    ['a free entry nobody made', `update conversation set free_until = now()`, { column: 'freeUntil' }],
    ['a wrong turn', `update conversation set waiting_on = 'us'`, { column: 'waitingOn' }],
    ['a wrong count', `update conversation set inbound_count = 7`, { column: 'inboundCount' }],
    ['a lost identity', `delete from identity where kind = 'phone'`, { kind: 'contact' }],
    [
      'a bubble from nowhere',
      `insert into message (id, workspace_id, conversation_id, direction, type, status, author_kind, at, provider_message_id)
       select gen_random_uuid(), workspace_id, id, 'inbound', 'text', 'received', 'customer', now(), 'wamid.nowhere' from conversation`,
      { journal: 'no event brought it' },
    ],
  ])('%s', async (_, sql, expected) => {
    await db.pool.query(sql);
    const { differences } = await replay();
    expect(differences).toEqual(expect.arrayContaining([expect.objectContaining(expected)]));
  });

  it('tells it without giving a number away', async () => {
    await db.pool.query(`delete from identity where kind = 'phone'`);
    const text = tellReplay(await replay(), { isDryRun: false, tookMs: 1 });
    expect(text).toMatch(/difference/);
    expect(text).not.toMatch(/254700000011/);
  });
});

function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffle<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}
