/** A tab out of sight draws no frames: what waits for one goes on without it. */
const LONGEST_WAIT_MS = 100;

/**
 * Runs `act` once the frame that shows what just changed has been painted, and at the latest a tenth of a second from now.
 * For what a person does not wait to see. The returned function calls it off.
 */
export function afterPaint(act: () => void): () => void {
  let isOver = false;
  function run(): void {
    if (isOver) return;
    stop();
    act();
  }
  function stop(): void {
    isOver = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  }
  const timer = setTimeout(run, LONGEST_WAIT_MS);
  // A message sent in a frame is read when that frame is done.
  const frame = requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = run;
    port2.postMessage(null);
  });
  return stop;
}

/** Resolves once what just changed is on screen. */
export function painted(): Promise<void> {
  return new Promise((resolve) => afterPaint(resolve));
}
