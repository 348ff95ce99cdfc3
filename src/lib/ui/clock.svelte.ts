const TICK_MS = 1_000;

function createClock() {
  let now = $state(Date.now());
  return {
    /** The time shown on screen, ms, moving once a second while a screen is mounted. */
    get now(): number {
      return now;
    },
    /** Starts ticking; the returned function stops it. Call it once, from the root layout. */
    start(): () => void {
      now = Date.now();
      const timer = setInterval(() => (now = Date.now()), TICK_MS);
      return () => clearInterval(timer);
    },
    /** Stands the clock at one instant, for pictures and tests. */
    stand(at: number): void {
      now = at;
    },
  };
}

/** One clock for every relative time and countdown, so that they all move together. */
export const clock = createClock();
