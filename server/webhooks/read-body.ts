import type { Context } from 'hono';
import type { IncomingMessage } from 'node:http';

/**
 * The whole body as bytes, or null once it grows past the limit, whatever its headers claimed. On a real socket the
 * bytes are taken from node's own request: a web stream for every webhook costs more than its signature and its storing.
 */
export function readBody(c: Context, limit: number): Promise<Buffer | null> {
  const incoming = (c.env as { incoming?: IncomingMessage } | undefined)?.incoming;
  return incoming ? readIncoming(incoming, limit) : readStream(c.req.raw, limit);
}

function readIncoming(incoming: IncomingMessage, limit: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    incoming.on('data', (part: Buffer) => {
      size += part.length;
      if (size > limit) {
        parts.length = 0;
        resolve(null);
        return;
      }
      parts.push(part);
    });
    incoming.on('end', () => resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts)));
    incoming.on('error', reject);
    // Every request closes; only one that was cut off is worth the making of an error.
    incoming.on('close', () => {
      if (!incoming.complete) reject(new Error('the sender hung up before its body was whole'));
    });
  });
}

async function readStream(request: Request, limit: number): Promise<Buffer | null> {
  if (!request.body) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > limit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
