import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { answerParent } from './fork-part.ts';

/**
 * The least a live list can be: POST inserts a row and notifies in one statement, a listener hands the payload to every
 * WebSocket. No rules, no permissions, no catching up after a lost line.
 */
answerParent<{ databaseUrl: string }>(async ({ databaseUrl }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  const listener = new pg.Client({ connectionString: databaseUrl });
  const sockets = new Set<Duplex>();
  await listener.connect();
  await listener.query('listen bench_broadcast');
  listener.on('notification', ({ payload }) => {
    const frame = frameOf(payload ?? '');
    for (const socket of sockets) socket.write(frame);
  });

  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(PAGE);
      return;
    }
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      pool
        .query({
          name: 'store',
          text: `with stored as (insert into bench_broadcast (text) values ($1) returning 1) select pg_notify('bench_broadcast', $1) from stored`,
          values: [text],
        })
        .then(
          () => response.end('stored'),
          () => response.writeHead(500).end(),
        );
    });
  });
  server.on('upgrade', (request, socket) => {
    const key = `${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
    );
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  });
  return new Promise<{ port: number }>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ port: (server.address() as { port: number }).port }));
  });
});

/** A whole unmasked text frame. */
function frameOf(text: string): Buffer {
  const body = Buffer.from(text, 'utf8');
  const head =
    body.length < 126
      ? Buffer.from([0x81, body.length])
      : Buffer.from([0x81, 126, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, body]);
}

const PAGE = `<!doctype html><meta charset="utf-8"><title>floor</title><ul></ul><script>
const list = document.querySelector('ul');
const rows = Array.from({ length: 20 }, () => list.appendChild(document.createElement('li')));
new WebSocket('ws://' + location.host).onmessage = ({ data }) => {
  const [row, text] = data.split('|');
  rows[Number(row)].textContent = text;
};
</script>`;
