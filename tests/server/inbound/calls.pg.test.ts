import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SESSION_WINDOW_MS } from '#schema/domain/session-window.ts';
import { inTransaction } from '#server/db/in-transaction.ts';
import { replayJournal } from '#server/journal/replay-journal.ts';
import { uuidv7 } from '#server/new-id.ts';
import { recountConversation } from '#server/outbound/recount-conversation.ts';
import { writeMessage } from '#server/outbound/write-message.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { TEMPLATE } from '../../support/template-database.ts';
import { fixtureText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const MINUTE = 60_000;
let shop: TestWorkspace;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
});
beforeEach(() => emptyInbox(db.pool));

type Call = { event?: string; at?: number; id?: string; direction?: string } & Record<string, unknown>;

function callBody({
  event = 'connect',
  at = SENT_AT,
  id = 'wacid.1',
  direction = 'USER_INITIATED',
  ...more
}: Call): string {
  const [from, to] = ['254700000011', '254700000000'];
  const isTheirs = direction === 'USER_INITIATED';
  const call = { id, from: isTheirs ? from : to, to: isTheirs ? to : from, event, direction };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '368201457790112',
        changes: [
          {
            field: 'calls',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: to, phone_number_id: shop.channel.phoneNumberId },
              contacts: [{ profile: { name: 'Amina Mfano' }, wa_id: from }],
              calls: [{ ...call, timestamp: String(at / 1000), ...more }],
            },
          },
        ],
      },
    ],
  });
}
const connect = (over: Call = {}) => callBody(over);
const ended = (duration: number | null, over: Call = {}) =>
  callBody({
    event: 'terminate',
    at: SENT_AT + 2 * MINUTE,
    status: duration === null ? 'FAILED' : 'COMPLETED',
    start_time: String(SENT_AT / 1000),
    ...(duration !== null && { duration }),
    ...over,
  });

const lines = () =>
  db.rows<{ outcome: string; durationMs: number | null; at: number }>(
    `select data ->> 'outcome' as outcome, (data ->> 'durationMs')::float8 as "durationMs", at from activity where kind = 'call' order by at`,
  );
const thread = async () =>
  (
    await db.rows<Record<string, unknown>>(
      `select status, waiting_on as "waitingOn", waiting_since as "waitingSince", window_closes_at as "windowClosesAt",
         unanswered_count as unanswered, last_message_type as type from conversation`,
    )
  )[0];

it('the first event about a number tells which account it belongs to, and later ones change nothing', async () => {
  const account = () => db.rows<object>('select waba_id as "wabaId" from channel');
  expect(await account()).toEqual([{ wabaId: null }]);
  await happen(db.pool, connect());
  expect(await account()).toEqual([{ wabaId: '368201457790112' }]);
  await happen(db.pool, connect({ id: 'wacid.9' }).replaceAll('368201457790112', '999'));
  expect(await account()).toEqual([{ wabaId: '368201457790112' }]);
});

describe('a customer who calls', () => {
  it('opens the window from the call’s own time and leaves one line, and nothing to do', async () => {
    await happen(db.pool, fixtureText('ignore-calls-connect.json'));
    const at = 1_795_168_980_000;
    expect(await lines()).toEqual([{ outcome: 'ringing', durationMs: null, at }]);
    expect(await thread()).toMatchObject({
      waitingOn: 'nobody',
      windowClosesAt: at + SESSION_WINDOW_MS,
      unanswered: 0,
      type: 'call',
    });
    expect(await db.count('select count(*) from message')).toBe(0);
  });

  it('and was talked to leaves how long, and nothing to do', async () => {
    for (const body of [connect(), ended(118), ended(118, { at: SENT_AT + 3 * MINUTE })])
      await happen(db.pool, body);
    expect(await lines()).toEqual([{ outcome: 'taken', durationMs: 118_000, at: SENT_AT }]);
    expect(await thread()).toMatchObject({ waitingOn: 'nobody', unanswered: 0 });
  });

  it('and was missed waits for us from the moment of the call, once, and finds somebody', async () => {
    await db.pool.query(`update inbox set policy = 'round_robin' where id = $1`, [shop.inboxes.main]);
    await db.pool.query('insert into attendance (member_id, seen_at) select id, now() from member');
    for (const body of [connect(), ended(null), ended(null, { at: SENT_AT + 3 * MINUTE })])
      await happen(db.pool, body);
    expect(await lines()).toEqual([{ outcome: 'missed', durationMs: null, at: SENT_AT }]);
    expect(await thread()).toMatchObject({ waitingOn: 'us', waitingSince: SENT_AT, unanswered: 1 });
    expect(await db.count('select count(*) from conversation where assignee_id is not null')).toBe(1);
    await db.pool.query(`update inbox set policy = 'manual' where id = $1`, [shop.inboxes.main]);
  });

  it.each<[string, () => string[]]>([
    ['missed', () => [connect(), ended(null)]],
    ['taken', () => [connect(), ended(60)]],
  ])('ends the same in whatever order the events of a %s call come', async (_, bodies) => {
    for (const body of bodies()) await happen(db.pool, body);
    const [line, after] = [await lines(), await thread()];
    await emptyInbox(db.pool);
    for (const body of bodies().reverse()) await happen(db.pool, body);
    expect(await lines()).toEqual(line);
    expect(await thread()).toEqual(after);
  });

  it('and was missed brings a closed conversation back, but not one answered since', async () => {
    const { id } = await makeConversation(db.pool, shop, { sentAt: SENT_AT - MINUTE });
    const author = { kind: 'api', name: 'Duka' } as const;
    const reply = { id: uuidv7(), workspaceId: shop.id, conversationId: id, author };
    const content = { type: 'text', text: 'Karibu' } as const;
    await inTransaction(db.pool, (tx) => writeMessage(tx, { ...reply, content, at: SENT_AT + MINUTE }));
    await happen(db.pool, ended(null));
    expect(await thread()).toMatchObject({ waitingOn: 'them', unanswered: 0 });
    await db.pool.query(`update conversation set status = 'closed'`);
    await happen(db.pool, ended(null, { id: 'wacid.2', start_time: String((SENT_AT + 5 * MINUTE) / 1000) }));
    expect(await thread()).toMatchObject({ status: 'open', waitingOn: 'us', unanswered: 1, type: 'text' });
  });

  it('still waits when what we wrote meanwhile is taken back', async () => {
    const { id } = await makeConversation(db.pool, shop, { sentAt: SENT_AT - MINUTE });
    await happen(db.pool, ended(null));
    const before = await thread();
    await inTransaction(db.pool, (tx) => recountConversation(tx, id));
    expect(await thread()).toEqual(before);
  });

  it('is found again by a replay of the journal', async () => {
    for (const body of [connect(), ended(null), connect({ id: 'wacid.2', at: SENT_AT + 9 * MINUTE })])
      await happen(db.pool, body);
    const report = await replayJournal({
      pool: db.pool,
      databaseUrl: db.url,
      since: null,
      isDryRun: false,
      template: TEMPLATE,
    });
    expect(report.differences).toEqual([]);
  });

  it('was called by us: nothing changes here', async () => {
    await happen(db.pool, connect({ direction: 'BUSINESS_INITIATED' }));
    await happen(db.pool, fixtureText('ignore-calls-status.json'));
    expect(await lines()).toEqual([]);
    expect(await thread()).toBeUndefined();
  });
});
