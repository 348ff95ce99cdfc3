/** How long a child must have lived for its next death to count as the first one again. */
export const healthyAfterMs = 30_000;

const firstDelayMs = 250;
/** Once its cause is gone, everything is well again within ten seconds: a start takes some of them. */
const longestDelayMs = 4_000;

/**
 * How long to wait before starting a dead child again: 250 ms, doubling with every death in a row, never above 4 s.
 * `deaths` counts those in a row, this one included.
 */
export function decideRestart(last: { deaths: number; uptimeMs: number }): {
  deaths: number;
  delayMs: number;
} {
  const deaths = last.uptimeMs >= healthyAfterMs ? 1 : last.deaths + 1;
  const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(deaths - 1, 20));
  return { deaths, delayMs };
}
