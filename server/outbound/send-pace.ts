import type { Queryable } from '../queue.ts';

/**
 * How fast we write. WhatsApp allows a number 80 messages a second and one person one in six seconds, with a burst of 45
 * that borrows from later; a little under both, so that its clock and ours need not agree.
 */
export const NUMBER_PACE = { capacity: 60, refillMs: 1_000 / 75 };
export const PAIR_PACE = { capacity: 42, refillMs: 6_100 };

/**
 * Takes leave to send one message from this number to this conversation's person, shared by all workers. Returns 0 when it
 * may go, else how many ms to wait; waiting takes nothing. `now`: instant in ms.
 */
export async function takePace(
  tx: Queryable,
  { channelId, lane, now }: { channelId: string; lane: string; now: number },
): Promise<number> {
  const taken = await tx.query<{ waitMs: number }>({
    name: 'take-send-tokens',
    text: `select take_send_tokens($1, $2, $3, to_timestamp($4::float8 / 1000)) as "waitMs"`,
    values: [
      // The pair first: only its own lane ever asks for it, so that the number's bucket is held for the shortest time.
      [`pair:${lane}`, `number:${channelId}`],
      [PAIR_PACE.capacity, NUMBER_PACE.capacity],
      [PAIR_PACE.refillMs, NUMBER_PACE.refillMs],
      now,
    ],
  });
  return taken.rows[0]!.waitMs;
}
