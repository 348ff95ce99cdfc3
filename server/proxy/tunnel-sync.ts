import { request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Log } from '../log.ts';

const connectWithinMs = 5_000;
/** zero-cache and its client speak every few seconds; a line silent for this long is dead. */
const silentForMs = 120_000;

export interface SyncTunnelOptions {
  /** Where zero-cache is now (it may move when it is started again). */
  targetUrl: () => string;
  /** Origins a browser may connect from. zero-cache itself does not look, and the cookie would be sent from any page. */
  allowedOrigins: readonly string[];
  log: Pick<Log, 'warn'>;
}

/** Whether an upgrade goes to zero-cache, is refused, or is somebody else's. Pure. */
export function decideTunnel(
  ask: { url: string | undefined; origin: string | undefined; upgrade: string | undefined },
  allowedOrigins: readonly string[],
): 'tunnel' | 'forbidden' | 'not-ours' {
  const path = ask.url?.split('?')[0] ?? '';
  if (!path.startsWith('/sync/')) return 'not-ours';
  if (ask.upgrade?.toLowerCase() !== 'websocket') return 'forbidden';
  // One level of prefix and zero-cache's own sync path; its replication and push doors stay shut from outside.
  if (!/^\/sync\/sync\/v\d+\/connect$/.test(path)) return 'forbidden';
  return ask.origin !== undefined && allowedOrigins.includes(ask.origin) ? 'tunnel' : 'forbidden';
}

/** Carries WebSocket upgrades under `/sync/` to zero-cache, byte for byte, on our own port. */
export function attachSyncTunnel(server: Server, options: SyncTunnelOptions): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Nobody else listens to this socket's errors; without this a reset would end the process.
    socket.on('error', () => socket.destroy());
    const { origin, upgrade } = request.headers;
    const decision = decideTunnel({ url: request.url, origin, upgrade }, options.allowedOrigins);
    if (decision === 'not-ours') return refuse(socket, 404, 'Not Found');
    if (decision === 'forbidden') return refuse(socket, 403, 'Forbidden');
    openTunnel(request, socket as Socket, head, options);
  });
}

/** Answers a plain HTTP request under `/sync` with what zero-cache says (its keepalive); 502 when it is away. */
export function proxySyncHttp(request: Request, targetUrl: string): Promise<Response> {
  const asked = new URL(request.url);
  const path = asked.pathname.replace(/^\/sync/, '') || '/';
  if (request.method !== 'GET' || !['/', '/keepalive'].includes(path)) {
    return Promise.resolve(new Response('Not Found', { status: 404 }));
  }
  return new Promise((resolve) => {
    const unavailable = () => resolve(new Response('The sync engine does not answer.', { status: 502 }));
    const asking = httpRequest(new URL(path, targetUrl), { timeout: connectWithinMs }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', unavailable);
      response.on('end', () =>
        resolve(new Response(Buffer.concat(chunks).toString('utf8'), { status: response.statusCode ?? 502 })),
      );
    });
    asking.on('timeout', () => asking.destroy());
    asking.on('error', unavailable);
    asking.end();
  });
}

function openTunnel(
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
  options: SyncTunnelOptions,
): void {
  const target = new URL(options.targetUrl());
  const upstream = connect({
    host: target.hostname.replace(/^\[|\]$/g, ''),
    port: Number(target.port || 80),
  });
  let isOpen = false;

  function close(): void {
    clearTimeout(timer);
    upstream.destroy();
    socket.destroy();
  }

  const timer = setTimeout(() => {
    options.log.warn('zero-cache does not take the connection in time');
    refuse(socket, 504, 'Gateway Timeout');
    upstream.destroy();
  }, connectWithinMs);

  upstream.once('connect', () => {
    isOpen = true;
    clearTimeout(timer);
    for (const side of [upstream, socket]) {
      side.setNoDelay(true);
      side.setTimeout(silentForMs, close);
    }
    upstream.write(describeRequest(request, socket.remoteAddress));
    if (head.length > 0) upstream.write(head);
    upstream.pipe(socket);
    socket.pipe(upstream);
  });
  upstream.on('error', (error) => {
    if (isOpen) return close();
    clearTimeout(timer);
    options.log.warn({ err: error }, 'zero-cache is not there to take the connection');
    refuse(socket, 502, 'Bad Gateway');
  });
  upstream.once('close', () => {
    if (isOpen) close();
  });
  socket.once('close', close);
}

/** The request as it came, but for the forwarded-for chain, which only we may write. */
function describeRequest(request: IncomingMessage, remoteAddress: string | undefined): string {
  const lines = [`${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/1.1`];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    if (/^(x-forwarded-|forwarded$|x-real-ip$)/i.test(name)) continue;
    lines.push(`${name}: ${request.rawHeaders[index + 1] ?? ''}`);
  }
  if (remoteAddress) lines.push(`X-Forwarded-For: ${remoteAddress}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function refuse(socket: Duplex, status: number, reason: string): void {
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    socket.destroy(),
  );
}
