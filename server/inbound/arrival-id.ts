import { uuidv7 } from '../new-id.ts';

/** When the journal took an event (ms), which one it was, and the place of a message within it. */
export type Arrival = { receivedAt: number; eventId: string; place: number };

const PLACES = 4_096;
const EVENTS = 2 ** 20;

/**
 * An id for a message that sorts as messages arrived, whichever is read first: WhatsApp tells their time by the second, and
 * within one nothing else says what came before what.
 */
export function arrivalId({ receivedAt, eventId, place }: Arrival): string {
  const event = Number(BigInt(eventId) % BigInt(EVENTS));
  return uuidv7({ msecs: Math.floor(receivedAt), seq: event * PLACES + Math.min(place, PLACES - 1) });
}
