import type { Server, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
/** What is answered already gets this long to leave. */
const FLUSH_MS = 200;

/**
 * Ends a server in order, so that what its requests use may be closed after it: nothing new comes in, what is under way
 * is answered, and whatever takes longer than `withinMs` is cut off. A stream that has begun needs nothing of ours any
 * more and is not waited for. Begin to follow a server before it listens.
 */
export function followRequests(server: Server): (withinMs: number) => Promise<void> {
  const open = new Set<ServerResponse>();
  server.on('request', (_, response: ServerResponse) => {
    open.add(response);
    response.once('close', () => open.delete(response));
  });

  async function waitUntil(isDone: () => boolean, withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    while (!isDone() && performance.now() < until) await pause(LOOK_EVERY_MS);
  }

  return async function stopServing(withinMs) {
    server.close();
    server.closeIdleConnections();
    await waitUntil(() => [...open].every((response) => response.headersSent), withinMs);
    await waitUntil(() => open.size === 0, FLUSH_MS);
    server.closeAllConnections();
  };
}
