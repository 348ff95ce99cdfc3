import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import { resolveTrouble } from '#server/outbound/resolve-trouble.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { startFakeGraph } from '../../support/fake-graph.ts';
import type { FakeGraph } from '../../support/fake-graph.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeConversation, makeReply } from '../../support/make-reply.ts';
import { makeWorkspace, testSecretBox } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { envelope, inboundText, reactionBody, SENT_AT, statusBody } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const MINUTE = 60_000;
const CUSTOMER = '254700000011';
let shop: TestWorkspace;
let graph: FakeGraph;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  graph = await startFakeGraph();
});
afterAll(() => graph.close());
beforeEach(() => emptyInbox(db.pool));

const seconds = (at: number) => String(at / 1_000);

describe('a message that WhatsApp took and refused later', () => {
  async function sendOne(): Promise<{ id: string; lane: string; opaque: string; wamid: string }> {
    const conversation = await makeConversation(db.pool, shop);
    const id = await makeReply(db.pool, shop, { conversation });
    await drain(conversation.lane);
    const [line] = await db.rows<{ wamid: string }>(
      `select provider_message_id as wamid from message where id = '${id}'`,
    );
    const opaque = graph.calls.at(-1)!.body.biz_opaque_callback_data!;
    return { id, lane: conversation.lane, opaque, wamid: line!.wamid };
  }

  async function drain(lane: string): Promise<void> {
    const { pool } = db;
    await drainLane(
      { pool, secretBox: testSecretBox, apiUrl: graph.apiUrl, now: () => SENT_AT + MINUTE },
      lane,
    );
  }

  const stateOf = async (id: string) =>
    (
      await db.rows(
        `select m.status, o.state from message m join outbox_item o on o.message_id = m.id where m.id = '${id}'`,
      )
    )[0];

  it('goes again when a person asks for it', async () => {
    const { id, lane, opaque, wamid } = await sendOne();
    await happen(
      db.pool,
      statusBody({ id: wamid, status: 'failed', errorCode: 131026, opaque, at: SENT_AT + 2 * MINUTE }),
    );
    expect(await stateOf(id)).toEqual({ status: 'failed', state: 'failed' });
    const calls = graph.calls.length;
    await resolveTrouble(db.pool, { messageId: id, resolution: 'queued', at: SENT_AT });
    await drain(lane);
    expect(graph.calls.length).toBe(calls + 1);
    expect(await stateOf(id)).toEqual({ status: 'sent', state: 'done' });
  });

  it('goes again under an id of its own even when the refusal came before our own answer was written down', async () => {
    const { id, lane, wamid } = await sendOne();
    // The status overtook the answer: the message failed, and then its item was settled as done.
    await db.pool.query(`update message set status = 'failed' where id = $1`, [id]);
    const calls = graph.calls.length;
    await resolveTrouble(db.pool, { messageId: id, resolution: 'queued', at: SENT_AT });
    await drain(lane);
    expect(graph.calls.length).toBe(calls + 1);
    expect(await stateOf(id)).toEqual({ status: 'sent', state: 'done' });
    const [now] = await db.rows<{ wamid: string }>(
      `select provider_message_id as wamid from message where id = '${id}'`,
    );
    expect(now?.wamid).not.toBe(wamid);
  });

  it('and went again is not called failed by the first try’s refusal told twice', async () => {
    const { id, lane, opaque, wamid } = await sendOne();
    const refusal = (at: number) =>
      statusBody({ id: wamid, status: 'failed', errorCode: 131026, opaque, at });
    await happen(db.pool, refusal(SENT_AT + 2 * MINUTE));
    await resolveTrouble(db.pool, { messageId: id, resolution: 'queued', at: SENT_AT });
    await drain(lane);
    await happen(db.pool, refusal(SENT_AT + 3 * MINUTE));
    expect(await stateOf(id)).toEqual({ status: 'sent', state: 'done' });
  });
});

describe('whom it was delivered to', () => {
  it('may have another id than the number we wrote to: their answer comes into the same thread', async () => {
    const conversation = await makeConversation(db.pool, shop, { from: CUSTOMER });
    const id = await makeReply(db.pool, shop, { conversation });
    await db.pool.query(
      `update message set status = 'sent', provider_message_id = 'wamid.ours' where id = $1`,
      [id],
    );
    const elsewhere = '254110000099';
    await happen(db.pool, statusBody({ id: 'wamid.ours', status: 'delivered', to: elsewhere }));
    await happen(db.pool, inboundText({ from: elsewhere, text: 'Nimeipata' }));
    expect(await db.count('select count(*) from contact')).toBe(1);
    expect(await db.count('select count(*) from message where conversation_id = $1', [conversation.id])).toBe(
      3,
    );
  });

  it('is nobody new when the number is not on WhatsApp, and takes nobody’s id away', async () => {
    const conversation = await makeConversation(db.pool, shop, { from: CUSTOMER });
    await makeConversation(db.pool, shop, { from: '254700000022' });
    const id = await makeReply(db.pool, shop, { conversation });
    await db.pool.query(
      `update message set status = 'sent', provider_message_id = 'wamid.ours' where id = $1`,
      [id],
    );
    const known = () => db.count('select count(*) from identity');
    const before = await known();
    await happen(
      db.pool,
      statusBody({ id: 'wamid.ours', status: 'failed', errorCode: 131026, to: '254799999999' }),
    );
    await happen(db.pool, statusBody({ id: 'wamid.ours', status: 'delivered', to: '254700000022' }));
    expect(await known()).toBe(before);
  });
});

describe('what a colleague does in the phone app', () => {
  const echo = (id: string, at: number, more: object) =>
    envelope(
      { message_echoes: [{ from: '254700000000', to: CUSTOMER, id, timestamp: seconds(at), ...more }] },
      { field: 'smb_message_echoes' },
    );
  const said = echo('wamid.echo.1', SENT_AT, { type: 'text', text: { body: 'Bei ni 500' } });

  it('is the last answer when it is news, and when it is older than the last one it is not', async () => {
    await makeConversation(db.pool, shop, { from: CUSTOMER });
    const lastAnswer = async () =>
      (
        await db.rows<{ text: string }>(
          'select m.text from conversation c join message m on m.id = c.last_answer_id',
        )
      )[0]?.text;
    const say = (id: string, at: number, body: string) =>
      happen(db.pool, echo(id, at, { type: 'text', text: { body } }));
    await say('wamid.echo.new', SENT_AT + 5 * MINUTE, 'Ya sasa');
    expect(await lastAnswer()).toBe('Ya sasa');
    await say('wamid.echo.old', SENT_AT + MINUTE, 'Ya zamani');
    expect(await lastAnswer()).toBe('Ya sasa');
    await say('wamid.echo.newer', SENT_AT + 6 * MINUTE, 'Ya baadaye');
    expect(await lastAnswer()).toBe('Ya baadaye');
  });

  it('to words of theirs corrects the words, and is no second bubble', async () => {
    await happen(db.pool, said);
    await happen(
      db.pool,
      echo('wamid.echo.2', SENT_AT + MINUTE, {
        type: 'edit',
        edit: {
          original_message_id: 'wamid.echo.1',
          message: { type: 'text', text: { body: 'Bei ni 550' } },
        },
      }),
    );
    expect(await db.rows('select text, edited_at is not null as edited from message')).toEqual([
      { text: 'Bei ni 550', edited: true },
    ]);
  });

  it('taking words back takes them from the thread, even when that comes first', async () => {
    await happen(
      db.pool,
      echo('wamid.echo.2', SENT_AT + MINUTE, {
        type: 'revoke',
        revoke: { original_message_id: 'wamid.echo.1' },
      }),
    );
    await happen(db.pool, said);
    expect(await db.rows('select text, deleted_at is not null as gone from message')).toEqual([
      { text: null, gone: true },
    ]);
  });

  it('a heart of theirs is ours, beside the customer’s', async () => {
    await happen(db.pool, inboundText({ id: 'wamid.in.1', from: CUSTOMER }));
    await happen(db.pool, reactionBody({ id: 'wamid.in.2', to: 'wamid.in.1', emoji: '🙏', from: CUSTOMER }));
    await happen(
      db.pool,
      echo('wamid.echo.3', SENT_AT + MINUTE, {
        type: 'reaction',
        reaction: { message_id: 'wamid.in.1', emoji: '❤️' },
      }),
    );
    const rows = await db.rows<{ reactions: { by: string; emoji: string }[] }>(
      'select reactions from message',
    );
    expect(rows.map((r) => r.reactions.map(({ by, emoji }) => `${by} ${emoji}`))).toEqual([
      ['customer 🙏', 'member ❤️'],
    ]);
  });
});

describe('a correction', () => {
  it('leaves the advertisement that brought the customer', async () => {
    const message = {
      from: CUSTOMER,
      id: 'wamid.ad',
      timestamp: seconds(SENT_AT),
      type: 'text',
      text: { body: 'Habri' },
      referral: { source_id: 'ad-7', source_type: 'ad' },
    };
    const edit = {
      from: CUSTOMER,
      id: 'wamid.edit',
      timestamp: seconds(SENT_AT + MINUTE),
      type: 'edit',
      edit: { original_message_id: 'wamid.ad', message: { type: 'text', text: { body: 'Habari' } } },
    };
    await happen(db.pool, envelope({ messages: [message] }));
    await happen(db.pool, envelope({ messages: [edit] }));
    expect(await db.rows(`select text, content -> 'referral' ->> 'sourceId' as ad from message`)).toEqual([
      { text: 'Habari', ad: 'ad-7' },
    ]);
  });
});

describe('who wants no advertising', () => {
  const word = (value: 'stop' | 'resume', at: number) =>
    envelope(
      {
        contacts: [{ wa_id: CUSTOMER }],
        user_preferences: [{ wa_id: CUSTOMER, category: 'marketing_messages', value, timestamp: at / 1_000 }],
      },
      { field: 'user_preferences' },
    );
  const optedOut = () => db.count('select count(*) from contact where opted_out_at is not null');

  it.each([
    ['stop, then hear again', ['stop', 'resume'], 0],
    ['hear again, then stop', ['resume', 'stop'], 1],
  ] as const)(
    '%s: the last word by their own clock stands, in whatever order it comes',
    async (_, words, left) => {
      const bodies = words.map((value, n) => word(value, SENT_AT + n * MINUTE));
      for (const order of [bodies, bodies.toReversed()]) {
        await emptyInbox(db.pool);
        await happen(db.pool, inboundText({ from: CUSTOMER }));
        for (const body of order) await happen(db.pool, body);
        expect(await optedOut()).toBe(left);
      }
    },
  );

  it('is known from a refusal too', async () => {
    const conversation = await makeConversation(db.pool, shop, { from: CUSTOMER });
    const id = await makeReply(db.pool, shop, { conversation });
    await db.pool.query(
      `update message set status = 'sent', provider_message_id = 'wamid.ours' where id = $1`,
      [id],
    );
    await happen(db.pool, statusBody({ id: 'wamid.ours', status: 'failed', errorCode: 131050 }));
    expect(await optedOut()).toBe(1);
  });
});

describe('a number that came from the settings', () => {
  it('learns how it is written from the first event about it, and keeps what a person wrote', async () => {
    const written = async () => (await db.rows('select display_phone_number as n from channel'))[0];
    await db.pool.query(`update channel set display_phone_number = ''`);
    await happen(db.pool, inboundText({ from: CUSTOMER }));
    expect(await written()).toEqual({ n: '+254700000000' });
    await db.pool.query(`update channel set display_phone_number = '+254 700 000 000'`);
    await happen(db.pool, inboundText({ from: CUSTOMER, text: 'tena' }));
    expect(await written()).toEqual({ n: '+254 700 000 000' });
  });
});

describe('history handed over by the phone app', () => {
  const history = (thread: object) =>
    envelope({ history: [{ metadata: { phase: 0 }, threads: [thread] }] }, { field: 'history' });

  it('makes no work, and shows what had arrived and what had been read', async () => {
    const old = SENT_AT - 90 * 24 * 60 * MINUTE;
    await happen(
      db.pool,
      history({
        id: CUSTOMER,
        messages: [
          { from: CUSTOMER, id: 'wamid.h1', timestamp: seconds(old), type: 'text', text: { body: 'Bei?' } },
          {
            from: '254700000000',
            to: CUSTOMER,
            id: 'wamid.h2',
            timestamp: seconds(old + MINUTE),
            type: 'text',
            text: { body: '500' },
            history_context: { status: 'READ' },
          },
        ],
      }),
    );
    expect(await db.rows('select direction, status from message order by at')).toEqual([
      { direction: 'inbound', status: 'received' },
      { direction: 'outbound', status: 'read' },
    ]);
    const [c] = await db.rows(
      'select waiting_on, inbound_count, unanswered_count, troubled_count, last_message_status from conversation',
    );
    expect(c).toMatchObject({
      inbound_count: 0,
      unanswered_count: 0,
      troubled_count: 0,
      last_message_status: 'read',
    });
    expect(c).not.toMatchObject({ waiting_on: 'us' });
    expect(await db.count('select count(*) from notification')).toBe(0);
  });

  it('of somebody whose number is hidden is theirs, by the id of the thread', async () => {
    await happen(
      db.pool,
      history({
        id: 'KE.13491208655302741918',
        messages: [
          { from: '', id: 'wamid.h3', timestamp: seconds(SENT_AT), type: 'text', text: { body: 'Habari' } },
        ],
      }),
    );
    expect(await db.rows('select direction from message')).toEqual([{ direction: 'inbound' }]);
    expect(await db.rows('select kind, value from identity')).toEqual([
      { kind: 'whatsapp_user_id', value: 'KE.13491208655302741918' },
    ]);
  });
});

describe('statuses and changes about what never came', () => {
  it('are forgotten with the events that brought them', async () => {
    await happen(db.pool, statusBody({ id: 'wamid.stranger', status: 'read' }));
    await happen(db.pool, reactionBody({ id: 'wamid.r', to: 'wamid.stranger', emoji: '👍' }));
    const parked = () =>
      db.count('select (select count(*) from parked_status) + (select count(*) from parked_change)');
    const prune = (now: number) => handlers['prune-journal']({}, makeJobDeps(db.pool, { now: () => now }));
    await prune(Date.now());
    expect(await parked()).toBe(2);
    await prune(Date.now() + 91 * 24 * 60 * MINUTE);
    expect(await parked()).toBe(0);
  });
});
