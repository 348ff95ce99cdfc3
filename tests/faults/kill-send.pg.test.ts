import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEASE_MS } from '#server/outbound/claim-next.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import { testDatabase } from '../support/database.ts';
import { startFakeGraph } from '../support/fake-graph.ts';
import type { FakeGraph } from '../support/fake-graph.ts';
import { makeConversation, makeReply } from '../support/make-reply.ts';
import type { TestConversation } from '../support/make-reply.ts';
import { makeWorkspace, testSecretBox } from '../support/make-workspace.ts';
import type { TestWorkspace } from '../support/make-workspace.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { happen } from '../support/store-event.ts';
import { SENT_AT, statusBody } from '../support/whatsapp-bodies.ts';

/** How many seeds the suite plays; `KILL_SEND_SEEDS=5000 npm test -- pg` plays more. */
const SEEDS = Number(process.env['KILL_SEND_SEEDS'] ?? 200);
const MESSAGES = 3;
const STEPS = ['claimed', 'called', 'settled'] as const;
type Step = (typeof STEPS)[number];

class Killed extends Error {}

const db = testDatabase();
let graph: FakeGraph;
let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await makeWorkspace(db.pool);
  graph = await startFakeGraph();
});
afterAll(() => graph.close());

type Outcome = { id: string; status: string; calls: number };

/**
 * One conversation owes three replies while its workers keep dying: before the call, after it, after writing down its
 * end, or with an answer that is lost on the way. Time passes, another worker goes on, and in the end the provider tells
 * what it delivered.
 */
async function play(
  seed: number,
  afterDeath: () => Promise<void> = async () => undefined,
): Promise<Outcome[]> {
  const random = seededRandom(seed);
  let now = SENT_AT + 60_000;
  // Every seed begins at the same instant: what the number has left of its speed begins with it.
  await db.pool.query('delete from send_bucket');
  const conversation = await makeConversation(db.pool, workspace, { from: String(254700100000 + seed) });
  const ids: string[] = [];
  for (let i = 0; i < MESSAGES; i++)
    ids.push(await makeReply(db.pool, workspace, { conversation, text: `${seed}.${i}`, at: now }));
  for (let worker = 0; worker < 40; worker++) {
    const dieAt: Step | null = worker < 8 && random.chance(0.7) ? random.pick(STEPS) : null;
    graph.answer(random.chance(0.25) ? { kind: 'hangUp' } : { kind: 'accepted' });
    try {
      await drainLane(
        {
          pool: db.pool,
          secretBox: testSecretBox,
          apiUrl: graph.apiUrl,
          now: () => now,
          atStep: (step) => {
            if (step === dieAt) throw new Killed(step);
          },
        },
        conversation.lane,
      );
      if ((await owed(conversation)) === 0) break;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      await afterDeath();
    }
    now += LEASE_MS + 1;
  }
  await tellWhatArrived(conversation);
  return outcomes(ids);
}

async function owed(conversation: TestConversation): Promise<number> {
  return db.count(`select count(*) from outbox_item where lane = $1 and state in ('queued', 'sending')`, [
    conversation.lane,
  ]);
}

/** The provider's statuses carry our attempt: that is how a lost answer is found again. */
async function tellWhatArrived(conversation: TestConversation): Promise<void> {
  for (const [index, call] of graph.calls.entries()) {
    if (!call.body.to?.endsWith(conversation.from.slice(-9))) continue;
    const body = statusBody({
      id: `wamid.sent.${index + 1}`,
      status: 'delivered',
      opaque: call.body.biz_opaque_callback_data,
      at: SENT_AT + 3_600_000 + index * 1_000,
      to: conversation.from,
    });
    await happen(db.pool, body);
  }
}

async function outcomes(ids: string[]): Promise<Outcome[]> {
  const rows = await db.rows<{ id: string; status: string; text: string }>(
    'select id, status, text from message where id = any ($1) order by text',
    [ids],
  );
  return rows.map((row) => ({
    id: row.id,
    status: row.status,
    calls: graph.calls.filter((call) => call.body.text?.body === row.text).length,
  }));
}

describe('a worker that dies while sending', () => {
  it(`never makes a customer read a reply twice, nor lose one without anyone knowing (${SEEDS} seeds)`, async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const ended = await play(seed);
      expect(ended, `seed ${seed}`).toHaveLength(MESSAGES);
      for (const { calls, status } of ended) {
        expect(calls, `seed ${seed}: sent more than once`).toBeLessThanOrEqual(1);
        // What reached the provider is known to have arrived; what never left stands for a person to decide.
        expect(status, `seed ${seed}`).toBe(calls === 1 ? 'delivered' : 'unconfirmed');
      }
    }
  }, 300_000);

  it('is caught by this very check when a lost answer is put back in line', async () => {
    let doubled = 0;
    for (let seed = 100_001; seed <= 100_020; seed++) {
      const ended = await play(seed, async () => {
        await db.pool.query(
          `update outbox_item set state = 'queued', leased_until = null, not_before = to_timestamp(0) where state = 'sending'`,
        );
      });
      doubled += ended.filter((message) => message.calls > 1).length;
    }
    expect(doubled).toBeGreaterThan(0);
  }, 120_000);

  it.each(STEPS)('leaves the same truth behind when the whole process is killed at "%s"', async (step) => {
    const conversation = await makeConversation(db.pool, workspace, {
      from: String(254700300000 + STEPS.indexOf(step)),
      // The process that dies has a clock of its own.
      sentAt: Date.now(),
    });
    const id = await makeReply(db.pool, workspace, { conversation, text: `killed at ${step}`, at: SENT_AT });
    graph.answer({ kind: 'accepted' });
    const child = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('../support/drain-and-die.ts', import.meta.url)),
        db.url,
        graph.apiUrl,
        conversation.lane,
        step,
      ],
      { stdio: 'inherit' },
    );
    const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    expect(signal).toBe('SIGKILL');
    const deps = {
      pool: db.pool,
      secretBox: testSecretBox,
      apiUrl: graph.apiUrl,
      now: () => Date.now() + LEASE_MS + 60_000,
    };
    await drainLane(deps, conversation.lane);
    const [ended] = await outcomes([id]);
    expect(ended).toEqual({
      id,
      calls: step === 'claimed' ? 0 : 1,
      status: step === 'settled' ? 'sent' : 'unconfirmed',
    });
  });
});
