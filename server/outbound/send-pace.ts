import type { Queryable } from '../queue.ts';

/**
 * How fast we write. WhatsApp allows a number so many messages a second (80 until it raises that) and one person one in
 * six seconds, with a burst of 45 that borrows from later; a little under both, so that its clock and ours need not agree.
 */
export const PAIR_PACE = { capacity: 42, refillMs: 6_100 };

/** What a campaign leaves in the bucket, so that a person's reply always finds its turn at once. */
const CAMPAIGN_LEAVES = 0.1;

/** The bucket of a number that may send so many a second: half a second's worth at once, a fiftieth under the rate. */
export function numberPace(sendsPerSecond: number): { capacity: number; refillMs: number } {
  return {
    capacity: Math.max(2, Math.floor(sendsPerSecond * 0.5)),
    refillMs: 1_000 / (sendsPerSecond * 0.98),
  };
}

/** One who asks for a turn. */
export type TurnAsk = { lane: string; isCampaign: boolean };
/** `waitMs` 0: taken. `isOwn`: it is this person's own pace, not the number's, that has to be waited for. */
export type Turn = { waitMs: number; isOwn: boolean };

const TAKE = `
  select wait_ms as "waitMs", is_own as "isOwn"
  from take_send_turns($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))`;

/**
 * Takes leave to send one message from this number to each of these lanes' persons, shared by all workers, in the order
 * asked; waiting takes nothing. No lane may ask twice at once. `now`: instant in ms.
 */
export async function takeTurns(
  db: Queryable,
  c: { channelId: string; sendsPerSecond: number; asks: readonly TurnAsk[]; now: number },
): Promise<Turn[]> {
  const { capacity, refillMs } = numberPace(c.sendsPerSecond);
  const leaves = Math.ceil(c.sendsPerSecond * CAMPAIGN_LEAVES);
  const taken = await db.query<Turn>({
    name: 'take-send-turns',
    text: TAKE,
    values: [
      c.asks.map(({ lane }) => `pair:${lane}`),
      c.asks.map(({ isCampaign }) => (isCampaign ? leaves : 0)),
      ...[PAIR_PACE.capacity, PAIR_PACE.refillMs, `number:${c.channelId}`, capacity, refillMs, c.now],
    ],
  });
  return taken.rows;
}

/** Takes leave for one. Returns 0 when it may go, else how many ms to wait. */
export async function takeTurn(
  db: Queryable,
  c: { channelId: string; lane: string; sendsPerSecond: number; isCampaign: boolean; now: number },
): Promise<number> {
  const [turn] = await takeTurns(db, { ...c, asks: [c] });
  return turn!.waitMs;
}
