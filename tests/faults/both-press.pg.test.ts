import { zeroNodePg } from '@rocicorp/zero/server/adapters/pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { mutators } from '#schema/mutators/index.ts';
import { schema } from '#schema/schema.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../support/database.ts';
import { makeApp } from '../support/make-app.ts';
import type { TestApp, Told } from '../support/make-app.ts';
import { makeConversation } from '../support/make-reply.ts';
import { contextOf, makeWorkspace } from '../support/make-workspace.ts';
import type { TestMember, TestWorkspace } from '../support/make-workspace.ts';
import { sayTimings } from '../support/say-timings.ts';
import { SENT_AT } from '../support/whatsapp-bodies.ts';

/** `BOTH_PRESS_ROUNDS=1000 npm test -- tests/faults/both-press.pg.test.ts` plays the long version. */
const ROUNDS = Number(process.env['BOTH_PRESS_ROUNDS'] ?? 60);
const TIMEOUT_MS = 60_000 + ROUNDS * 1_000;

const db = testDatabase({ poolSize: 24 });
let t: TestApp;
let shop: TestWorkspace;
let two: TestMember[];
let cookies: string[];
let made = 0;

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
  two = [shop.members.agent, shop.members.colleague];
  cookies = two.map((member) => t.signIn(shop, member));
});

async function newConversation(): Promise<string> {
  made += 1;
  const from = `25471${String(made).padStart(7, '0')}`;
  return (await makeConversation(db.pool, shop, { from })).id;
}

type Heard = { told: Told | null; ms: number };

/** All press in the same moment. Hears each answer and how long it took to come. */
function press(who: string[], name: string, argsOf: () => object): Promise<Heard[]> {
  const startedAt = performance.now();
  return Promise.all(
    who.map(async (cookie) => {
      const told = await t.ask(cookie, name, argsOf());
      return { told, ms: performance.now() - startedAt };
    }),
  );
}

/** Index of the one who won; the others were refused with this code and the winner's name. */
function oneWinner(heard: Heard[], code: string, names: string[]): number {
  const won = heard.flatMap(({ told }, index) => (told === null ? [index] : []));
  expect(won).toHaveLength(1);
  for (const { told } of heard) {
    if (told === null) continue;
    expect(told).toMatchObject({ code, details: { name: names[won[0]!] } });
  }
  return won[0]!;
}

const losersOf = (heard: Heard[]) => heard.filter(({ told }) => told !== null).map(({ ms }) => ms);

describe('two people press in the same moment', () => {
  it(
    `claim: one owner, and the other is told who (${ROUNDS} times)`,
    async () => {
      const waits: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const id = await newConversation();
        const heard = await press(cookies, 'conversation.claim', () => ({
          id,
          activityId: uuidv7(),
          at: SENT_AT,
        }));
        const winner = oneWinner(
          heard,
          'already_claimed',
          two.map((m) => m.name),
        );
        expect(await ownerOf(id)).toBe(two[winner]!.id);
        expect(await linesOf(id, 'claimed')).toEqual([two[winner]!.id]);
        waits.push(...losersOf(heard));
      }
      sayTimings('claim of two: told that a colleague was quicker', waits);
    },
    TIMEOUT_MS,
  );

  it(
    `send: one answer leaves, and the other writer is told whose (${ROUNDS} times)`,
    async () => {
      const waits: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const id = await newConversation();
        const heard = await press(cookies, 'message.send', () => ({
          id: uuidv7(),
          conversationId: id,
          text: 'jibu',
          seenAnswerId: null,
          at: SENT_AT,
        }));
        const winner = oneWinner(
          heard,
          'reply_fenced',
          two.map((m) => m.name),
        );
        const owed = await db.rows<{ authorId: string }>(
          `select m.author_member_id as "authorId" from outbox_item o join message m on m.id = o.message_id where o.lane = $1`,
          [`conversation:${id}`],
        );
        expect(owed).toEqual([{ authorId: two[winner]!.id }]);
        waits.push(...losersOf(heard));
      }
      sayTimings('send of two: told that an answer is there', waits);
    },
    TIMEOUT_MS,
  );

  it(
    `close: closed once, by one of them, and one line says by whom (${ROUNDS} times)`,
    async () => {
      const waits: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const id = await newConversation();
        const heard = await press(cookies, 'conversation.close', () => ({
          id,
          activityId: uuidv7(),
          at: SENT_AT,
        }));
        // Both wanted it closed and both have it: nobody is refused, the timeline names the first.
        expect(heard.map(({ told }) => told)).toEqual([null, null]);
        const lines = await linesOf(id, 'closed');
        expect(lines).toHaveLength(1);
        expect(two.map((member) => member.id)).toContain(lines[0]);
        waits.push(Math.max(...heard.map(({ ms }) => ms)));
      }
      sayTimings('close of two: the later answer', waits);
    },
    TIMEOUT_MS,
  );
});

describe('twenty people press claim in the same moment', () => {
  const rounds = Math.ceil(ROUNDS / 6);

  it(
    `one owner, and nineteen are told who (${rounds} times)`,
    async () => {
      const crowd = await hireAgents(20);
      const who = crowd.map((member) => t.signIn(shop, member));
      const [waits, floor]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        floor.push(...(await raceForRow(await newConversation(), crowd)));
        const id = await newConversation();
        const heard = await press(who, 'conversation.claim', () => ({
          id,
          activityId: uuidv7(),
          at: SENT_AT,
        }));
        const winner = oneWinner(
          heard,
          'already_claimed',
          crowd.map((m) => m.name),
        );
        expect(await ownerOf(id)).toBe(crowd[winner]!.id);
        expect(await linesOf(id, 'claimed')).toEqual([crowd[winner]!.id]);
        waits.push(...losersOf(heard));
      }
      sayTimings('claim of twenty: told that a colleague was quicker', waits);
      sayTimings('twenty bare transactions for one locked row: came too late', floor);
    },
    TIMEOUT_MS,
  );
});

describe('control', () => {
  it('without the row lock two own one conversation, and this very check says so', async () => {
    const database = zeroNodePg(schema, db.pool);
    const id = await newConversation();
    const haveBothLooked = meeting(2);
    await Promise.all(
      two.map((member) =>
        database.transaction(async (tx) => {
          // Both have read before either writes, as it goes when nothing makes the second one wait.
          const hasty = Object.create(tx, {
            run: { value: (query: Parameters<typeof tx.run>[0]) => tx.run(query).finally(haveBothLooked) },
          }) as typeof tx;
          const args = { id, activityId: uuidv7(), at: SENT_AT };
          await mutators.conversation.claim.fn({ tx: hasty, ctx: contextOf(shop, member), args });
        }),
      ),
    );
    expect(await linesOf(id, 'claimed')).toHaveLength(2);
  });
});

async function ownerOf(id: string): Promise<string | null> {
  const [line] = await db.rows<{ ownerId: string | null }>(
    'select assignee_id as "ownerId" from conversation where id = $1',
    [id],
  );
  return line?.ownerId ?? null;
}

/** The floor: the same crowd in plain SQL, each in one transaction of four statements. How long the late ones took, ms. */
async function raceForRow(id: string, crowd: TestMember[]): Promise<number[]> {
  const startedAt = performance.now();
  const late = await Promise.all(
    crowd.map(async (member) => {
      const client = await db.pool.connect();
      try {
        await client.query('begin');
        const held = await client.query<{ owner: string | null }>(
          'select assignee_id as owner from conversation where id = $1 for update',
          [id],
        );
        const isFree = held.rows[0]!.owner === null;
        if (isFree)
          await client.query('update conversation set assignee_id = $2 where id = $1', [id, member.id]);
        await client.query('commit');
        return isFree ? [] : [performance.now() - startedAt];
      } finally {
        client.release();
      }
    }),
  );
  return late.flat();
}

/** Who the timeline says did this, oldest first. */
async function linesOf(id: string, kind: string): Promise<string[]> {
  const lines = await db.rows<{ actorId: string }>(
    'select actor_member_id as "actorId" from activity where conversation_id = $1 and kind = $2 order by at, id',
    [id, kind],
  );
  return lines.map(({ actorId }) => actorId);
}

async function hireAgents(count: number): Promise<TestMember[]> {
  const hired: TestMember[] = [];
  for (let n = 0; n < count; n++) {
    const id = uuidv7();
    const member: TestMember = {
      id,
      userId: `user-${id}`,
      name: `Msaidizi ${n}`,
      role: 'agent',
      inboxIds: [shop.inboxes.main],
    };
    await db.pool.query(
      'insert into member (id, workspace_id, user_id, name, role) values ($1, $2, $3, $4, $5)',
      [id, shop.id, member.userId, member.name, member.role],
    );
    await db.pool.query('insert into inbox_member (inbox_id, member_id, workspace_id) values ($1, $2, $3)', [
      shop.inboxes.main,
      id,
      shop.id,
    ]);
    hired.push(member);
  }
  return hired;
}

/** Lets go of everybody once this many have come; whoever comes later passes. */
function meeting(size: number): () => Promise<void> {
  let come = 0;
  let open: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    come += 1;
    if (come >= size) open();
    return opened;
  };
}
