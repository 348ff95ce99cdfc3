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

// Below the range the system hands out for outgoing connections: nobody takes such a port between our look and our use.
const FIRST_PORT = 20_000;
const PORTS = 12_000;

/** A loopback port that nobody uses at this moment. */
export async function pickFreePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    if (await isPortFree(port)) return port;
  }
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
