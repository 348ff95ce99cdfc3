import type { Pool } from 'pg';
import type { TestApp } from './make-app.ts';
import type { Random } from './seeded-random.ts';
import { inboundText, SENT_AT } from './whatsapp-bodies.ts';

const SENDERS = 8;

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export type Pour = {
  /** Ids of the messages whose body was answered 200. */
  acknowledged: string[];
  /** Every other answer, and how often it was given. */
  refusals: Map<number, number>;
  /** Resolves once this many are acknowledged. */
  until: (count: number) => Promise<void>;
  end: () => Promise<void>;
};

/**
 * Meta's side: bodies are posted one after another, each until it is taken or the storm is over. `everyMs` holds each
 * sender back between two bodies; `isTaken` decides what an answer means.
 */
export function pourWebhooks(
  t: TestApp,
  random: Random,
  { everyMs = 0, isTaken = (status: number): boolean => status === 200 } = {},
): Pour {
  const acknowledged: string[] = [];
  const refusals = new Map<number, number>();
  const waiting: { count: number; resolve: () => void }[] = [];
  let isOver = false;
  let n = 0;

  async function post(): Promise<void> {
    while (!isOver) {
      n += 1;
      const id = `wamid.crash.${n}`;
      const from = String(254700600000 + random.below(40));
      const body = inboundText({ from, id, text: `ujumbe ${n}`, sentAt: SENT_AT + n * 1_000 });
      for (;;) {
        const { status } = await t.postWebhook(body);
        if (status !== 200) refusals.set(status, (refusals.get(status) ?? 0) + 1);
        if (isTaken(status)) break;
        if (isOver) return;
        await pause(20);
      }
      acknowledged.push(id);
      // One in ten comes again, as it does when the answer was slow.
      if (random.chance(0.1)) await t.postWebhook(body);
      for (const w of waiting.splice(0)) {
        if (acknowledged.length >= w.count) w.resolve();
        else waiting.push(w);
      }
      if (everyMs > 0) await pause(everyMs);
    }
  }

  const senders = Array.from({ length: SENDERS }, post);
  return {
    acknowledged,
    refusals,
    until: (count) =>
      acknowledged.length >= count
        ? Promise.resolve()
        : new Promise<void>((resolve) => waiting.push({ count, resolve })),
    async end() {
      isOver = true;
      await Promise.all(senders);
    },
  };
}

export type Comparison = {
  /** Acknowledged, and not in the journal or not in the inbox. */
  lost: string[];
  /** In the journal or in the inbox twice. */
  doubled: string[];
  /** Events nobody has given their meaning yet. */
  unread: number;
};

/** What was acknowledged, and what is there? */
export async function comparePoured(pool: Pool, acknowledged: readonly string[]): Promise<Comparison> {
  const stored = await pool.query<{ id: string; bodies: number }>(
    `select convert_from(body, 'utf8')::jsonb #>> '{entry,0,changes,0,value,messages,0,id}' as id, count(*)::int as bodies
     from provider_event where provider = 'whatsapp' group by 1`,
  );
  const shown = await pool.query<{ id: string; bubbles: number }>(
    'select provider_message_id as id, count(*)::int as bubbles from message group by 1',
  );
  const bodies = new Map(stored.rows.map((row) => [row.id, row.bodies]));
  const bubbles = new Map(shown.rows.map((row) => [row.id, row.bubbles]));
  const unread = await pool.query(`select 1 from provider_event where state <> 'processed'`);
  return {
    lost: acknowledged.filter((id) => !bodies.has(id) || !bubbles.has(id)),
    doubled: [...bodies.keys()].filter((id) => bodies.get(id)! > 1 || (bubbles.get(id) ?? 0) > 1),
    unread: unread.rows.length,
  };
}
