import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MisbehavingServer {
  url: string;
  /** What was asked, in order. */
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
  behave(how: (request: IncomingMessage, response: ServerResponse, body: string) => void): void;
  close(): Promise<void>;
}

/** A loopback HTTP server that does whatever a test tells it, however rude. */
export async function startMisbehavingServer(): Promise<MisbehavingServer> {
  let how: Parameters<MisbehavingServer['behave']>[0] = (_request, response) => response.end();
  const requests: MisbehavingServer['requests'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      how(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    behave: (next) => {
      how = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Answers with JSON and a status. */
export function answerJson(
  response: ServerResponse,
  { status, json }: { status: number; json: unknown },
): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}
