import { request } from 'node:http';

/** Asks an address of ours on loopback; null when nobody answers within the time. */
export function probeHttp(url: string, timeoutMs = 2_000): Promise<{ status: number; body: string } | null> {
  return new Promise((resolve) => {
    const asking = request(url, { timeout: timeoutMs, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve(null));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    asking.on('timeout', () => asking.destroy());
    asking.on('error', () => resolve(null));
    asking.end();
  });
}
