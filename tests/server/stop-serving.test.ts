import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { followRequests } from '#server/stop-serving.ts';

let server: Server;
afterEach(() => server.closeAllConnections());

async function serve(handle: RequestListener) {
  server = createServer(handle);
  const stop = followRequests(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/' }, resolve).on('error', reject);
    });
  return { stop, ask };
}

describe('the web process that is told to stop', () => {
  it('answers what it has begun before anything it uses may be closed', async () => {
    const order: string[] = [];
    let finish: () => void = () => undefined;
    const begun = Promise.withResolvers<void>();
    const { stop, ask } = await serve((_, response) => {
      finish = () => {
        order.push('answered');
        response.end('late but whole');
      };
      begun.resolve();
    });
    const answer = ask();
    await begun.promise;
    const stopped = stop(5_000).then(() => order.push('pools may end'));
    await expect(ask()).rejects.toThrow(/ECONNREFUSED/);
    finish();
    expect((await answer).statusCode).toBe(200);
    await stopped;
    expect(order).toEqual(['answered', 'pools may end']);
  });

  it('cuts off what takes longer than it may', async () => {
    const begun = Promise.withResolvers<void>();
    const { stop, ask } = await serve(() => begun.resolve());
    const cut = expect(ask()).rejects.toThrow(/socket hang up|ECONNRESET/);
    await begun.promise;
    await stop(60);
    await cut;
  });

  it('does not wait for a stream that somebody listens to', async () => {
    const { stop, ask } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: hello\n\n');
    });
    const stream = await ask();
    stream.on('error', () => undefined);
    const before = performance.now();
    await stop(60_000);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
