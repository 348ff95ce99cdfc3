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
