/** Delayed work by name: asking again while it waits changes nothing, so that a burst of news is answered once. */
export function createSoon() {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  return {
    run(name: string, delayMs: number, work: () => void): void {
      if (timers.has(name)) return;
      const timer = setTimeout(() => {
        timers.delete(name);
        work();
      }, delayMs);
      timers.set(name, timer);
    },
    cancel(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
