import type { Queryable } from '../queue.ts';

/**
 * How fast we write. WhatsApp allows a number so many messages a second (80 until it raises that) and one person one in
 * six seconds, with a burst of 45 that borrows from later; a little under both, so that its clock and ours need not agree.
 */
export const PAIR_PACE = { capacity: 42, refillMs: 6_100 };

/** What a campaign leaves in the bucket, so that a person's reply always finds its turn at once. */
const CAMPAIGN_LEAVES = 0.1;

/** The bucket of a number that may send so many a second: three fifths of a second's worth at once, a fiftieth under the rate. */
export function numberPace(sendsPerSecond: number): { capacity: number; refillMs: number } {
  return { capacity: Math.max(2, sendsPerSecond * 0.6), refillMs: 1_000 / (sendsPerSecond * 0.98) };
}

/**
 * Takes leave to send one message from this number to this lane's person, shared by all workers. Returns 0 when it may go,
 * else how many ms to wait; waiting takes nothing. `now`: instant in ms.
 */
export async function takeTurn(
  db: Queryable,
  c: { channelId: string; lane: string; sendsPerSecond: number; isCampaign: boolean; now: number },
): Promise<number> {
  const { capacity, refillMs } = numberPace(c.sendsPerSecond);
  const taken = await db.query<{ waitMs: number }>({
    name: 'take-send-turn',
    text: `select take_send_turn($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000)) as "waitMs"`,
    values: [
      // The person first: only their own lane ever asks for it, so that the number's bucket is held for the shortest time.
      ...[`pair:${c.lane}`, PAIR_PACE.capacity, PAIR_PACE.refillMs],
      ...[`number:${c.channelId}`, capacity, refillMs],
      ...[c.isCampaign ? Math.ceil(c.sendsPerSecond * CAMPAIGN_LEAVES) : 0, c.now],
    ],
  });
  return taken.rows[0]!.waitMs;
}
