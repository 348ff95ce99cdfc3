import { createHash } from 'node:crypto';

/** A repeatable source of numbers in [0, 1): the same seed misbehaves the same way. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A message id of the real shape: opaque, long, and with the customer's number inside. */
export function makeMessageId({
  phone,
  isOutbound,
  unique,
}: {
  phone: string;
  isOutbound: boolean;
  unique: string;
}): string {
  const digest = createHash('sha256').update(unique).digest('hex').toUpperCase();
  const tail = isOutbound ? digest.slice(0, 18) : `3A${digest.slice(0, 18)}`;
  const head = Buffer.from([0x1c, 0x18, phone.length]);
  const middle = Buffer.from([0x15, 0x02, 0x00, isOutbound ? 0x11 : 0x12, 0x18, tail.length]);
  const whole = Buffer.concat([
    head,
    Buffer.from(phone, 'ascii'),
    middle,
    Buffer.from(tail, 'ascii'),
    Buffer.from([0]),
  ]);
  return `wamid.${whole.toString('base64')}`;
}

/** The business-scoped id of an invented person: the same number always has the same one. */
export function makeUserId(phone: string): string {
  return `KE.${digitsOf(`user ${phone}`, 17)}`;
}

/** A customer's id in the sandbox; stable, so that a page address survives a restart. */
export function makeCustomerId(from: string): string {
  return `c${createHash('sha256').update(from).digest('hex').slice(0, 12)}`;
}

/** A decimal id as Meta gives to media and templates. */
export function makeNumericId(unique: string): string {
  return `15900${digitsOf(unique, 11)}`;
}

function digitsOf(text: string, length: number): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return BigInt(`0x${hex}`)
    .toString()
    .slice(1, length + 1);
}
