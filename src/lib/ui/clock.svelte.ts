const TICK_MS = 1_000;
/** Smaller differences are the network's, not the clock's. */
const IGNORED_MS = 1_500;

function createClock() {
  let offsetMs = 0;
  let now = $state(Date.now());
  return {
    /** The time shown on screen, ms, moving once a second while a screen is mounted. */
    get now(): number {
      return now;
    },
    /** This instant by the server's clock, ms, for what is compared with times the server wrote. */
    exact(): number {
      return Date.now() + offsetMs;
    },
    /** A phone's clock may be wrong by hours: windows and leases are told by the server's. */
    follow(serverNow: number): void {
      const differenceMs = serverNow - Date.now();
      offsetMs = Math.abs(differenceMs) < IGNORED_MS ? 0 : differenceMs;
    },
    /** Starts ticking; the returned function stops it. Call it once, from the root layout. */
    start(): () => void {
      now = Date.now() + offsetMs;
      const timer = setInterval(() => (now = Date.now() + offsetMs), TICK_MS);
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
