import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addIdentity } from '#server/inbound/find-or-create-contact.ts';
import { replayJournal } from '#server/journal/replay-journal.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { startFakeGraph } from '../../support/fake-graph.ts';
import type { FakeGraph } from '../../support/fake-graph.ts';
import { makeReply } from '../../support/make-reply.ts';
import { makeWorkspace, testSecretBox } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { TEMPLATE } from '../../support/template-database.ts';
import { envelope, SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const MINUTE = 60_000;
const [HOME, WORK, NEW] = ['254700000011', '254700000022', '254700000033'];
const [OLD_ID, NEW_ID] = ['KE.amina0001', 'KE.amina0002'];
let shop: TestWorkspace;
let graph: FakeGraph;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  graph = await startFakeGraph();
});
afterAll(() => graph.close());
beforeEach(async () => {
  await emptyInbox(db.pool);
  await db.pool.query('truncate number_change, same_person');
});

const timestamp = (minute: number) => String((SENT_AT + minute * MINUTE) / 1_000);

function wrote(minute: number, who: { from?: string; userId?: string }, more: object = {}): string {
  const { from, userId } = who;
  return envelope({
    contacts: [{ profile: { name: 'Amina' }, wa_id: from, user_id: userId }],
    messages: [
      {
        ...{ from, from_user_id: userId, id: `wamid.${minute}`, timestamp: timestamp(minute) },
        ...{ type: 'text', text: { body: `at ${minute}` } },
        ...more,
      },
    ],
  });
}

function changed(minute: number, from: string | undefined, system: object): string {
  const id = `wamid.changed.${minute}`;
  return envelope({ messages: [{ from, id, timestamp: timestamp(minute), type: 'system', system }] });
}

/** Somebody whom another system knows by two numbers. */
async function knowByTwoNumbers(): Promise<string> {
  const contactId = '01900000-0000-7000-8000-00000000000a';
  await db.pool.query('insert into contact (id, workspace_id, name) values ($1, $2, $3)', [
    contactId,
    shop.id,
    'Amina',
  ]);
  for (const number of [HOME, WORK])
    await addIdentity(db.pool, {
      ...{ kind: 'phone', value: `+${number}`, workspaceId: shop.id, contactId, channelId: null },
      ...{ seenAt: SENT_AT - 60 * MINUTE, evidence: 'api' },
    });
  return contactId;
}

const numbersOf = async (contactId: string) =>
  (
    await db.rows<{ value: string }>(
      `select value from identity where contact_id = '${contactId}' and kind = 'phone' and retired_at is null order by value`,
    )
  ).map(({ value }) => value);

const contactOf = async (kind: string, value: string) =>
  (
    await db.rows<{ id: string }>(
      `select contact_id as id from identity where kind = '${kind}' and value = '${value}' and retired_at is null`,
    )
  )[0]?.id;

async function answerTo(contactId: string): Promise<string | undefined> {
  const [line] = await db.rows<{ id: string }>(
    `select id from conversation where contact_id = '${contactId}'`,
  );
  const conversation = { id: line!.id, contactId, lane: `conversation:${line!.id}`, from: '' };
  await makeReply(db.pool, shop, { conversation });
  const { pool } = db;
  await drainLane(
    { pool, secretBox: testSecretBox, apiUrl: graph.apiUrl, now: () => SENT_AT + MINUTE },
    conversation.lane,
  );
  return graph.calls.at(-1)?.body.to;
}

async function expectReplayAgrees() {
  const { differences } = await replayJournal({
    ...{ pool: db.pool, databaseUrl: db.url, since: null, isDryRun: false, template: TEMPLATE },
  });
  expect(differences).toEqual([]);
}

describe('somebody with several numbers', () => {
  it('is answered on the number they wrote from last', async () => {
    const amina = await knowByTwoNumbers();
    await happen(db.pool, wrote(0, { from: HOME }));
    expect(await answerTo(amina)).toBe(`+${HOME}`);
    await happen(db.pool, wrote(1, { from: WORK }));
    expect(await answerTo(amina)).toBe(`+${WORK}`);
    await happen(db.pool, wrote(3, { from: HOME }));
    expect(await answerTo(amina)).toBe(`+${HOME}`);
    // It was written before the last one and came after it.
    await happen(db.pool, wrote(2, { from: WORK }));
    expect(await answerTo(amina)).toBe(`+${HOME}`);
    expect(await db.count('select count(*) from contact')).toBe(1);
  });

  it('who changes one of them keeps the other', async () => {
    const amina = await knowByTwoNumbers();
    await happen(db.pool, wrote(0, { from: HOME }));
    await happen(db.pool, wrote(1, { from: WORK }));
    await happen(db.pool, changed(2, HOME, { type: 'user_changed_number', wa_id: NEW }));
    expect(await numbersOf(amina)).toEqual([`+${WORK}`, `+${NEW}`].sort());
    await happen(db.pool, wrote(3, { from: WORK }));
    await happen(db.pool, wrote(4, { from: NEW }));
    expect(await db.count('select count(*) from contact')).toBe(1);
    await expectReplayAgrees();
  });

  it('of whom WhatsApp names only the id when one changes keeps none that cannot be the new one', async () => {
    await happen(db.pool, wrote(0, { from: HOME, userId: OLD_ID }));
    await happen(
      db.pool,
      changed(1, undefined, {
        ...{ type: 'user_changed_number', wa_id: NEW, previous_user_id: OLD_ID, user_id: NEW_ID },
      }),
    );
    const amina = await contactOf('whatsapp_user_id', NEW_ID);
    expect(await numbersOf(amina!)).toEqual([`+${NEW}`]);
    await expectReplayAgrees();
  });
});

describe('somebody who wrote from the new number before WhatsApp told of it', () => {
  it('is one person when the ids say so', async () => {
    await happen(db.pool, wrote(0, { from: HOME, userId: OLD_ID }));
    await happen(db.pool, wrote(5, { from: NEW, userId: NEW_ID }));
    expect(await db.count('select count(*) from contact')).toBe(2);
    await happen(
      db.pool,
      changed(4, HOME, {
        ...{ type: 'user_changed_number', wa_id: NEW, previous_user_id: OLD_ID, user_id: NEW_ID },
      }),
    );
    expect(await db.count('select count(*) from contact')).toBe(1);
    expect(await numbersOf((await contactOf('whatsapp_user_id', NEW_ID))!)).toEqual([`+${NEW}`]);
    expect(await db.count('select count(*) from conversation')).toBe(1);
    expect(await db.count('select inbound_count from conversation')).toBe(2);
    await happen(db.pool, wrote(6, { from: NEW, userId: NEW_ID }));
    expect(await db.count('select count(*) from conversation')).toBe(1);
    await expectReplayAgrees();
  });

  it('keeps the record of the old number, with the new one, when there are no ids', async () => {
    await happen(db.pool, wrote(0, { from: HOME }));
    const amina = await contactOf('whatsapp_id', HOME);
    await happen(db.pool, wrote(5, { from: NEW }));
    await happen(db.pool, changed(4, HOME, { type: 'user_changed_number', wa_id: NEW }));
    expect(await numbersOf(amina!)).toEqual([`+${NEW}`]);
    expect(await answerTo(amina!)).toBe(`+${NEW}`);
    await happen(db.pool, wrote(6, { from: NEW }));
    expect(
      await db.count(
        `select count(*) from message m join conversation c on c.id = m.conversation_id where c.contact_id = $1 and m.direction = 'inbound'`,
        [amina],
      ),
    ).toBe(2);
    await expectReplayAgrees();
  });
});

describe('somebody whose number was hidden', () => {
  const card = {
    ...{ type: 'contacts', text: undefined },
    contacts: [
      { origin: 'contact_request', phones: [{ phone: '+254 700 000033', wa_id: NEW }], vcard: 'BEGIN:VCARD' },
    ],
  };

  it('and who gave it when we asked is known by it', async () => {
    await happen(db.pool, wrote(0, { userId: OLD_ID }));
    await happen(db.pool, wrote(1, { userId: OLD_ID }, card));
    const amina = await contactOf('whatsapp_user_id', OLD_ID);
    expect(await numbersOf(amina!)).toEqual([`+${NEW}`]);
    await happen(db.pool, wrote(2, { from: NEW, userId: OLD_ID }));
    await happen(db.pool, wrote(3, { from: NEW }));
    expect(await db.count('select count(*) from contact')).toBe(1);
    await expectReplayAgrees();
  });

  it('takes nobody’s number by giving it, nor by the card of a friend', async () => {
    await happen(db.pool, wrote(0, { from: NEW }));
    await happen(db.pool, wrote(1, { userId: OLD_ID }, card));
    const friend = {
      ...card,
      contacts: [{ ...card.contacts[0], origin: 'other', phones: [{ wa_id: WORK }] }],
    };
    await happen(db.pool, wrote(2, { userId: OLD_ID }, friend));
    expect(await numbersOf((await contactOf('whatsapp_user_id', OLD_ID))!)).toEqual([]);
    expect(await contactOf('phone', `+${WORK}`)).toBeUndefined();
    await expectReplayAgrees();
  });
});

describe('a number that has gone to somebody else', () => {
  const stop = (minute: number, userId: string) =>
    envelope({
      user_preferences: [
        {
          wa_id: HOME,
          user_id: userId,
          category: 'marketing_messages',
          value: 'stop',
          timestamp: timestamp(minute),
        },
      ],
    });

  it('takes no word about advertising with it: the id says whose it is', async () => {
    await happen(db.pool, wrote(0, { from: HOME, userId: OLD_ID }));
    await happen(db.pool, wrote(10, { from: HOME, userId: NEW_ID }));
    await happen(db.pool, stop(5, OLD_ID));
    expect(
      await db.rows(
        `select i.value from contact c join identity i on i.contact_id = c.id and i.kind = 'whatsapp_user_id'
         where c.opted_out_at is not null`,
      ),
    ).toEqual([{ value: OLD_ID }]);
  });
});

describe('an id of which nobody wrote down where it was seen', () => {
  const forget = () => db.pool.query(`update identity set channel_id = null where kind = 'whatsapp_user_id'`);

  it('is of the account it is seen on next, and speaks for its owner from then on', async () => {
    await happen(db.pool, wrote(0, { from: HOME, userId: OLD_ID }));
    await forget();
    await happen(db.pool, wrote(1, { from: HOME, userId: OLD_ID }));
    expect(await db.count(`select count(*) from identity where channel_id is null`)).toBe(0);
    await happen(db.pool, wrote(2, { from: HOME, userId: NEW_ID }));
    expect(await db.count('select count(*) from contact')).toBe(2);
  });

  it('speaks against nobody until then: who comes under another id may be the same on another account', async () => {
    await happen(db.pool, wrote(0, { from: HOME, userId: OLD_ID }));
    await forget();
    await happen(db.pool, wrote(1, { from: HOME, userId: NEW_ID }));
    expect(await db.count('select count(*) from contact')).toBe(1);
  });
});

describe('word that somebody changed whom we know only by what they became', () => {
  it('makes no record and takes nothing away', async () => {
    await happen(db.pool, wrote(0, { from: NEW }));
    await happen(db.pool, changed(1, HOME, { type: 'user_changed_number', wa_id: NEW }));
    expect(await db.count('select count(*) from contact')).toBe(1);
    expect(await numbersOf((await contactOf('whatsapp_id', NEW))!)).toEqual([`+${NEW}`]);
    await expectReplayAgrees();
  });
});
