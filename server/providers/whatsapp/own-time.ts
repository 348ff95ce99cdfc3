/** So far a clock of the provider's may go before ours without anybody's being wrong. */
export const CLOCK_SKEW_MS = 60 * 1000;

/** `saidAt`: what was said, where that cannot be. */
export type OwnTime = { at: number; saidAt?: number };

/**
 * The time by which something counts that is said to have happened at `said` and was heard of at `heardAt`. Nothing is
 * heard of before it happens: what is said to lie ahead happened, as far as anybody can tell, when we heard of it. Else one
 * wrong clock would hold the window open and the end of the thread for years. Instants in ms.
 */
export function ownTime({ said, heardAt }: { said: number; heardAt: number }): OwnTime {
  return said > heardAt + CLOCK_SKEW_MS ? { at: heardAt, saidAt: said } : { at: said };
}
