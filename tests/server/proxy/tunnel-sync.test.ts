import { createServer, type Server } from 'node:http';
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
} from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { attachSyncTunnel, decideTunnel, proxySyncHttp } from '#server/proxy/tunnel-sync.ts';

const ours = 'http://localhost:3000';
const path = '/sync/sync/v51/connect?clientID=a';
const open: (Server | TcpServer)[] = [];

function listen<T extends Server | TcpServer>(server: T): Promise<number> {
  open.push(server);
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
}

async function openFront(targetPort: number): Promise<number> {
  const front = createServer();
  attachSyncTunnel(front, {
    targetUrl: () => `http://127.0.0.1:${targetPort}`,
    allowedOrigins: [ours],
    log: { warn: () => {} },
  });
  return listen(front);
}

/** Everything the server says to an upgrade until it hangs up, or until `enough` is in it. */
function askUpgrade(
  port: number,
  headers: Record<string, string>,
  enough = '\0',
  more = '',
): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${lines.join('')}\r\n`,
      );
      if (more) socket.write(more);
    });
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString();
      if (heard.includes(enough)) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
  });
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

describe('the sync tunnel', () => {
  it.each([
    ['our own page', { url: path, origin: ours, upgrade: 'websocket' }, 'tunnel'],
    [
      'a page of a stranger, who would ride on the cookie',
      { url: path, origin: 'https://evil.example', upgrade: 'websocket' },
      'forbidden',
    ],
    ['a caller without an origin', { url: path, origin: undefined, upgrade: 'websocket' }, 'forbidden'],
    [
      'the replication door',
      { url: '/sync/replication/v6/changes', origin: ours, upgrade: 'websocket' },
      'forbidden',
    ],
    ['another protocol', { url: path, origin: ours, upgrade: 'h2c' }, 'forbidden'],
    ['another address', { url: '/inbox', origin: ours, upgrade: 'websocket' }, 'not-ours'],
  ] as const)('%s', (_who, ask, decision) => {
    expect(decideTunnel(ask, [ours])).toBe(decision);
  });

  it("a stranger's page gets 403 and zero-cache never hears of it", async () => {
    let calls = 0;
    const target = await listen(createTcpServer(() => (calls += 1)));
    const front = await openFront(target);
    expect(await askUpgrade(front, { Origin: 'https://evil.example' })).toMatch(/^HTTP\/1\.1 403 /);
    expect(calls).toBe(0);
  });

  it('bytes go both ways, cookies and protocol with them, and nobody can forge where they come from', async () => {
    const target = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => {});
        socket.on('data', (chunk) => socket.write(`heard ${chunk.toString()}`));
      }),
    );
    const front = await openFront(target);
    const heard = await askUpgrade(
      front,
      { Origin: ours, Cookie: 'session=1', 'Sec-WebSocket-Protocol': 'abc', 'X-Forwarded-For': '6.6.6.6' },
      'frame-1',
      'frame-1',
    );
    expect(heard).toContain(`GET ${path} HTTP/1.1`);
    expect(heard).toContain('Cookie: session=1');
    expect(heard).toContain('Sec-WebSocket-Protocol: abc');
    expect(heard).toContain('X-Forwarded-For: 127.0.0.1');
    expect(heard).not.toContain('6.6.6.6');
  });

  it('while zero-cache is away the browser hears 502 at once and tries again', async () => {
    const gone = createTcpServer();
    const port = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    open.splice(open.indexOf(gone), 1);
    const front = await openFront(port);
    expect(await askUpgrade(front, { Origin: ours })).toMatch(/^HTTP\/1\.1 502 /);
    const answer = await proxySyncHttp(new Request('http://x/sync/keepalive'), `http://127.0.0.1:${port}`);
    expect(answer.status).toBe(502);
  });

  it("zero-cache's own pages for operators are not on the public port", async () => {
    const answer = await proxySyncHttp(new Request('http://x/sync/statz'), 'http://127.0.0.1:1');
    expect(answer.status).toBe(404);
  });

  it('when zero-cache hangs up, the browser is told by a closed line', async () => {
    const target = await listen(createTcpServer((socket) => socket.on('data', () => socket.destroy())));
    const front = await openFront(target);
    expect(await askUpgrade(front, { Origin: ours })).toBe('');
  });
});
