import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Whether we could listen on this port now. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A loopback port that nobody uses at this moment. */
export function pickFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** The port this part used last time when it is free, otherwise a new one, remembered under `dataDir`. */
export async function pickRememberedPort(dataDir: string, part: string): Promise<number> {
  const path = join(dataDir, 'ports.json');
  const remembered = readPorts(path);
  const last = remembered[part];
  if (last !== undefined && (await isPortFree(last))) return last;
  const port = await pickFreePort();
  writeFileSync(path, `${JSON.stringify({ ...readPorts(path), [part]: port })}\n`);
  return port;
}

function readPorts(path: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, number>;
  } catch {
    return {};
  }
}
