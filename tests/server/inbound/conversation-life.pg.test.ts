import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { makeConversation, makeReply } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { readInbox } from '../../support/read-inbox.ts';
import { happen } from '../../support/store-event.ts';
import {
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

describe('who wrote', () => {
  it('a burst of first messages from one stranger makes one contact and one conversation', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => happen(db.pool, inboundText({ text: `ujumbe ${n}` }))),
    );
    expect(await db.count('select count(*) from contact')).toBe(1);
    expect(await db.count('select count(*) from conversation')).toBe(1);
    expect(await db.count('select count(*) from message')).toBe(12);
    expect(await db.count('select inbound_count from conversation')).toBe(12);
    expect(await db.count('select unanswered_count from conversation')).toBe(12);
  });

  it('messages that come in any order leave the same conversation', async () => {
    const bodies = Array.from({ length: 6 }, (_, n) =>
      inboundText({ text: `n ${n}`, sentAt: SENT_AT + n * MINUTE }),
    );
    for (const body of bodies) await happen(db.pool, body);
    const inOrder = await readInbox(db.pool);
    await emptyInbox(db.pool);
    for (const n of [4, 1, 5, 0, 3, 2]) await happen(db.pool, bodies[n]!);
    expect(await readInbox(db.pool)).toEqual(inOrder);
  });

  it('the same message in two different bodies is one bubble', async () => {
    await happen(db.pool, inboundText({ id: 'wamid.one', text: 'Habari' }));
    await happen(db.pool, `${inboundText({ id: 'wamid.one', text: 'Habari' })} `);
    expect(await db.count('select count(*) from message')).toBe(1);
    expect(await db.count('select inbound_count from conversation')).toBe(1);
  });

  it('a new name on the phone shows, unless a person here gave them another', async () => {
    await happen(db.pool, inboundText({ name: 'Amina' }));
    await happen(db.pool, inboundText({ name: 'Amina M.', text: 'tena' }));
    expect((await db.rows('select profile_name from contact'))[0]).toEqual({ profile_name: 'Amina M.' });
    await db.pool.query(`update contact set name = 'Mama Amina'`);
    await happen(db.pool, inboundText({ name: 'Amina Mpya', text: 'na tena' }));
    expect((await db.rows('select author_name from message order by created_at desc limit 1'))[0]).toEqual({
      author_name: 'Mama Amina',
    });
  });

  it('a changed number keeps the contact, retires the old number with its date and leaves a line', async () => {
    const name = 'inbound-system-user-changed-number.json';
    const old = JSON.parse(fixtureText(name)) as {
      entry: { changes: { value: { messages: { from: string }[] } }[] }[];
    };
    const from = old.entry[0]!.changes[0]!.value.messages[0]!.from;
    await happen(db.pool, inboundText({ from }));
    await happen(db.pool, fixtureText(name));
    expect(await db.count('select count(*) from contact')).toBe(1);
    const numbers = await db.rows<{ value: string; current: boolean }>(
      `select value, retired_at is null as current from identity where kind = 'whatsapp_id' order by current`,
    );
    expect(numbers[0]).toEqual({ value: from, current: false });
    expect(numbers[1]?.current).toBe(true);
    await happen(db.pool, `${fixtureText(name)} `);
    expect(await db.count('select count(*) from contact')).toBe(1);
    expect(await db.count(`select count(*) from activity where kind = 'identity_changed'`)).toBe(1);
  });

  it('who now writes from the new number is the same person', async () => {
    const name = 'inbound-system-user-changed-number.json';
    const words = JSON.parse(fixtureText(name)) as {
      entry: { changes: { value: { messages: { from: string; system: { wa_id: string } }[] } }[] }[];
    };
    const { from, system } = words.entry[0]!.changes[0]!.value.messages[0]!;
    await happen(db.pool, inboundText({ from }));
    await happen(db.pool, fixtureText(name));
    await happen(db.pool, inboundText({ from: system.wa_id, text: 'namba mpya' }));
    expect(await db.count('select count(*) from contact')).toBe(1);
    expect(await db.count('select count(*) from conversation')).toBe(1);
    expect(await db.count('select count(*) from message')).toBe(2);
  });

  it('the same number at two businesses is two contacts', async () => {
    const other = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Duka Jingine' });
    await happen(db.pool, inboundText({}));
    await happen(db.pool, inboundText({ phoneNumberId: other.channel.phoneNumberId }));
    expect(await db.count('select count(*) from contact')).toBe(2);
    expect(await db.count('select count(distinct workspace_id) from message')).toBe(2);
  });

  it('text that a database cannot hold is mended, not lost', async () => {
    const outcome = await happen(db.pool, inboundText({ text: 'nusu \ud83d na sifuri \u0000 mwisho' }));
    expect(outcome.state).toBe('processed');
    expect(await db.count('select count(*) from message')).toBe(1);
  });
});

describe('what a customer does to a bubble', () => {
  const reactions = async () =>
    (
      await db.rows<{ reactions: { emoji: string | null }[] }>(
        `select reactions from message where provider_message_id = 'wamid.m'`,
      )
    )[0]!.reactions.flatMap(({ emoji }) => emoji ?? []);

  it('what comes before the message it is about is not lost: a heart, a correction, and a heart taken back', async () => {
    const sentAt = SENT_AT + 60_000;
    await happen(db.pool, reactionBody({ id: 'wamid.e1', to: 'wamid.early', emoji: '❤️', sentAt }));
    await happen(db.pool, reactionBody({ id: 'wamid.e3', to: 'wamid.early', sentAt: sentAt + 2_000 }));
    await happen(
      db.pool,
      reactionBody({ id: 'wamid.e2', to: 'wamid.early', emoji: '🙏', sentAt: sentAt + 1_000 }),
    );
    await happen(db.pool, inboundText({ id: 'wamid.early' }));
    await happen(
      db.pool,
      reactionBody({ id: 'wamid.e0', to: 'wamid.early', emoji: '😮', sentAt: sentAt - 1_000 }),
    );
    const [row] = await db.rows<{ reactions: { emoji: string | null }[] }>(
      `select reactions from message where provider_message_id = 'wamid.early'`,
    );
    expect(row!.reactions.map(({ emoji }) => emoji)).toEqual([null]);
    expect(await db.count('select count(*) from parked_change')).toBe(0);
  });

  it('a reaction is set, changed and taken back; an older one that comes late changes nothing', async () => {
    await happen(db.pool, inboundText({ id: 'wamid.m' }));
    await happen(
      db.pool,
      reactionBody({ id: 'wamid.r1', to: 'wamid.m', emoji: '👍', sentAt: SENT_AT + MINUTE }),
    );
    expect(await reactions()).toEqual(['👍']);
    await happen(
      db.pool,
      reactionBody({ id: 'wamid.r3', to: 'wamid.m', emoji: '❤️', sentAt: SENT_AT + 3 * MINUTE }),
    );
    expect(await reactions()).toEqual(['❤️']);
    await happen(
      db.pool,
      reactionBody({ id: 'wamid.r2', to: 'wamid.m', emoji: '😂', sentAt: SENT_AT + 2 * MINUTE }),
    );
    expect(await reactions()).toEqual(['❤️']);
    await happen(db.pool, reactionBody({ id: 'wamid.r4', to: 'wamid.m', sentAt: SENT_AT + 4 * MINUTE }));
    expect(await reactions()).toEqual([]);
  });

  it('a reaction wakes nobody', async () => {
    await happen(db.pool, inboundText({ id: 'wamid.m' }));
    await db.pool.query(`update conversation set status = 'closed', waiting_on = 'nobody'`);
    await happen(db.pool, reactionBody({ id: 'wamid.r', to: 'wamid.m', emoji: '👍' }));
    expect(await db.rows('select status, waiting_on from conversation')).toEqual([
      { status: 'closed', waiting_on: 'nobody' },
    ]);
  });

  it('a correction replaces the words and the preview, whichever correction comes last in time', async () => {
    const edit = JSON.parse(fixtureText('inbound-edit.json')) as {
      entry: {
        changes: { value: { messages: { from: string; edit: { original_message_id: string } }[] } }[];
      }[];
    };
    const words = edit.entry[0]!.changes[0]!.value.messages[0]!;
    await happen(
      db.pool,
      inboundText({ from: words.from, id: words.edit.original_message_id, text: 'kabla' }),
    );
    await happen(db.pool, JSON.stringify(edit));
    const [m] = await db.rows<{ text: string; edited: boolean; preview: string }>(
      `select m.text, m.edited_at is not null as edited, c.last_message_text as preview from message m join conversation c on c.id = m.conversation_id`,
    );
    expect(m?.edited).toBe(true);
    expect(m?.text).not.toBe('kabla');
    expect(m?.preview).toBe(m?.text);
  });

  it('a customer who writes wakes a closed conversation', async () => {
    await happen(db.pool, inboundText({}));
    await db.pool.query(
      `update conversation set status = 'closed', closed_at = now(), closed_reason = 'done', waiting_on = 'nobody'`,
    );
    await happen(db.pool, inboundText({ text: 'bado', sentAt: SENT_AT + MINUTE }));
    expect(await db.rows('select status, closed_at, waiting_on from conversation')).toEqual([
      { status: 'open', closed_at: null, waiting_on: 'us' },
    ]);
  });
});

describe('ticks', () => {
  async function sentMessage(providerId: string): Promise<string> {
    const conversation = await makeConversation(db.pool, shop);
    const id = await makeReply(db.pool, shop, { conversation });
    await db.pool.query(`update message set status = 'sent', provider_message_id = $2 where id = $1`, [
      id,
      providerId,
    ]);
    await db.pool.query('update conversation set last_message_id = $2 where id = $1', [conversation.id, id]);
    return id;
  }
  const statusOf = async (id: string) =>
    (await db.rows<{ status: string }>('select status from message where id = $1', [id]))[0]!.status;

  it.each([
    ['sent delivered read', 'read'],
    ['read delivered sent', 'read'],
    ['delivered', 'delivered'],
    ['read read delivered read', 'read'],
    ['failed delivered', 'delivered'],
    ['delivered failed', 'delivered'],
    ['failed', 'failed'],
  ])('%s ends as %s', async (order, end) => {
    const id = await sentMessage('wamid.ours');
    for (const [n, status] of order.split(' ').entries()) {
      const errorCode = status === 'failed' ? 131026 : undefined;
      await happen(
        db.pool,
        statusBody({ id: 'wamid.ours', status, at: SENT_AT + n * 1000, ...(errorCode && { errorCode }) }),
      );
    }
    expect(await statusOf(id)).toBe(end);
    expect(await db.rows('select last_message_status, troubled_count from conversation')).toEqual([
      { last_message_status: end, troubled_count: end === 'failed' ? 1 : 0 },
    ]);
    expect(await db.count(`select count(*) from message_transition where evidence = 'provider'`)).toBe(
      order.split(' ').length,
    );
  });

  it('a failure says why in words, and proof of arrival takes the words away', async () => {
    const id = await sentMessage('wamid.ours');
    await happen(db.pool, statusBody({ id: 'wamid.ours', status: 'failed', errorCode: 131026 }));
    const failure = async () =>
      (
        await db.rows<{ failure: { code: number; key: string } | null }>(
          'select failure from message where id = $1',
          [id],
        )
      )[0]!.failure;
    expect(await failure()).toMatchObject({ code: 131026 });
    expect((await failure())?.key).toBeTruthy();
    await happen(db.pool, statusBody({ id: 'wamid.ours', status: 'delivered' }));
    expect(await failure()).toBeNull();
  });

  it('a status of another business never touches our message, even with our message’s id', async () => {
    const other = await makeWorkspace(db.pool, { phoneNumberId: '100000000000003', name: 'Duka la Jirani' });
    const id = await sentMessage('wamid.ours');
    await happen(
      db.pool,
      statusBody({ id: 'wamid.ours', status: 'read', phoneNumberId: other.channel.phoneNumberId }),
    );
    expect(await statusOf(id)).toBe('sent');
  });
});
