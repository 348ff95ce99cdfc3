import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** One HTTP/1.1 connection with one request under way at most; as little work per answer as can be. */
export type KeepAliveSocket = { send: (request: Buffer) => void; close: () => void };

/** Opens a connection. `onAnswer` gets the status of each answer, or null when the connection was lost with one open. */
export function openSocket(
  port: number,
  onAnswer: (status: number | null) => void,
): Promise<KeepAliveSocket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let seen = '';
    let isBusy = false;
    socket.setEncoding('latin1');
    socket.once('connect', () =>
      resolve({
        send(request) {
          isBusy = true;
          socket.write(request);
        },
        close: () => socket.destroy(),
      }),
    );
    socket.on('data', (part) => {
      seen += String(part);
      const status = readWhole(seen);
      if (status === null) return;
      seen = '';
      isBusy = false;
      onAnswer(status);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      if (!isBusy) return;
      isBusy = false;
      onAnswer(null);
    });
  });
}

/** The status of a complete answer, or null while some of it is still to come. */
function readWhole(text: string): number | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = text.slice(0, headEnd).toLowerCase();
  const at = head.indexOf('content-length:');
  const isWhole =
    at >= 0
      ? text.length >= headEnd + 4 + Number.parseInt(head.slice(at + 15), 10)
      : text.endsWith('0\r\n\r\n') || !head.includes('transfer-encoding: chunked');
  return isWhole ? Number(head.slice(9, 12)) : null;
}
