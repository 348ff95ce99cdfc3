/** How far a number, an account or our app was slowed when the provider last found it too fast. Instants in ms. */
export type Slowdown = {
  /** Of its own speed, at `at`: 0 to 1. */
  share: number;
  at: number;
  /** Nothing leaves before. */
  holdUntil: number;
};

/** Halved with every refusal, never less than a twentieth, and a hundredth back every second: whole again in a minute or two. */
const CUT = 0.5;
const LEAST = 0.05;
const BACK_PER_MS = 0.01 / 1_000;

/** Calls that were under way together are refused together: what they say within this time is one word. */
const ONE_WORD_MS = 2_000;
/** So long nothing leaves at all, unless the provider names a time. */
const HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 60 * 60_000;

/** Which share of its speed may be used now. Null: it was never slowed. */
export function shareAt(slowdown: Slowdown | null, now: number): number {
  if (slowdown === null) return 1;
  return Math.min(1, slowdown.share + Math.max(0, now - slowdown.at) * BACK_PER_MS);
}

/** What a refusal for speed means for whoever shares it. `retryAfterMs`: the pause the provider asked for. */
export function slowDown(
  slowdown: Slowdown | null,
  { now, retryAfterMs = null }: { now: number; retryAfterMs?: number | null },
): Slowdown {
  const holdMs = Math.min(LONGEST_HOLD_MS, Math.max(HOLD_MS, retryAfterMs ?? 0));
  const holdUntil = Math.max(slowdown?.holdUntil ?? 0, now + holdMs);
  if (slowdown !== null && now < slowdown.at + ONE_WORD_MS) {
    // Nothing new, but for a longer pause.
    const isAsked = (retryAfterMs ?? 0) > HOLD_MS;
    return isAsked ? { ...slowdown, holdUntil } : slowdown;
  }
  return { share: Math.max(LEAST, shareAt(slowdown, now) * CUT), at: now, holdUntil };
}

/** How fast it goes now, and until when not at all, where several slow it: the slowest counts. */
export function slowedPace(
  sendsPerSecond: number,
  { slowdowns, now }: { slowdowns: readonly Slowdown[]; now: number },
): { sendsPerSecond: number; holdMs: number } {
  const share = Math.min(1, ...slowdowns.map((slowdown) => shareAt(slowdown, now)));
  const holdUntil = Math.max(now, ...slowdowns.map((slowdown) => slowdown.holdUntil));
  return { sendsPerSecond: sendsPerSecond * share, holdMs: holdUntil - now };
}

export type SlowedScope = 'number' | 'account' | 'app';

/** What a person is told of a number that goes slower than it may. Instants in ms. */
export type SlowedNow = {
  /** Whose speed was found too high, of several the one that holds it back most. */
  scope: SlowedScope;
  sendsPerSecond: number;
  /** When WhatsApp last said so. */
  since: number;
  /** When it has its whole speed again, if WhatsApp says nothing more. */
  wholeAt: number;
};

/** Does a number go slower than it may, now, and for how long yet? Null: it goes as fast as it may. */
export function slowedNow(
  sendsPerSecond: number,
  { slowdowns, now }: { slowdowns: readonly (Slowdown & { scope: SlowedScope })[]; now: number },
): SlowedNow | null {
  const wholeAt = ({ share, at, holdUntil }: Slowdown) =>
    Math.max(holdUntil, at + Math.ceil((1 - share) / BACK_PER_MS));
  const slow = slowdowns.filter((slowdown) => wholeAt(slowdown) > now);
  const worst = slow.toSorted((a, b) => shareAt(a, now) - shareAt(b, now))[0];
  if (worst === undefined) return null;
  const pace = slowedPace(sendsPerSecond, { slowdowns: slow, now });
  return {
    scope: worst.scope,
    sendsPerSecond: pace.holdMs > 0 ? 0 : pace.sendsPerSecond,
    since: worst.at,
    wholeAt: Math.max(...slow.map(wholeAt)),
  };
}
