import type { Queryable } from '../queue.ts';

/**
 * How fast we write. WhatsApp allows a number so many messages a second (80 until it raises that) and one person one in
 * six seconds, with a burst of 45 that borrows from later; a little under both, so that its clock and ours need not agree.
 */
export const PAIR_PACE = { capacity: 42, refillMs: 6_100 };

/** How late a promised turn may still be used: after a standstill nobody pours out all the turns that went by. */
export const PROMISE_KEPT_MS = 1_000;

/** What a campaign leaves in the bucket, so that a person's reply always finds its turn at once. */
const CAMPAIGN_LEAVES = 0.1;

/** The bucket of a number that may send so many a second: three fifths of a second's worth at once, a fiftieth under the rate. */
export function numberPace(sendsPerSecond: number): { capacity: number; refillMs: number } {
  return { capacity: Math.max(2, sendsPerSecond * 0.6), refillMs: 1_000 / (sendsPerSecond * 0.98) };
}

/** `waitMs` 0: it may go now. `isPromised`: after the wait it may go without asking again. */
export type Turn = { waitMs: number; isPromised: boolean };

/**
 * Takes leave to send one message from this number to this lane's person, shared by all workers. `now`: instant in ms.
 */
export async function takeTurn(
  tx: Queryable,
  c: { channelId: string; lane: string; sendsPerSecond: number; isCampaign: boolean; now: number },
): Promise<Turn> {
  const { capacity, refillMs } = numberPace(c.sendsPerSecond);
  const taken = await tx.query<Turn>({
    name: 'take-send-turn',
    text: `select wait_ms as "waitMs", is_promised as "isPromised"
      from take_send_turn($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000))`,
    values: [
      // The person first: only their own lane ever asks for it, so that the number's bucket is held for the shortest time.
      ...[`pair:${c.lane}`, PAIR_PACE.capacity, PAIR_PACE.refillMs],
      ...[`number:${c.channelId}`, capacity, refillMs],
      ...[c.isCampaign ? Math.ceil(c.sendsPerSecond * CAMPAIGN_LEAVES) : 0, !c.isCampaign, c.now],
    ],
  });
  return taken.rows[0]!;
}
