import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pickFreePort } from '#server/launch/pick-port.ts';
import { startPostgres } from '#server/launch/postgres.ts';
import { probeHttp } from '#server/launch/probe-http.ts';
import type { Lab } from './lab.ts';

/** The product's programs without the sync engine: for what no screen takes part in. */
export type Programs = {
  origin: string;
  databaseUrl: string;
  pids: { postgres: number; web: number; worker: number };
};

const READY_WITHIN_MS = 60_000;
const root = join(import.meta.dirname, '../..');

/** Starts the lab's database and, on it, the web process, which is the sandbox too, and the worker when asked for. */
export async function startPrograms(lab: Lab, { hasWorker }: { hasWorker: boolean }): Promise<Programs> {
  const postgres = await startPostgres({ dataDir: lab.dataDir, quiet: true });
  lab.onClose(() => postgres.stop(20_000));
  const port = await pickFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    ...{ NODE_ENV: 'production', LOG_LEVEL: 'warn', SEED: 'demo', SANDBOX: 'on' },
    ...{ DATA_DIR: lab.dataDir, DATABASE_URL: postgres.url },
    ...{ HOST: '127.0.0.1', PORT: String(port), ORIGIN: origin, WEB_URL: origin, SANDBOX_URL: origin },
  };
  const start = (program: string): number => {
    const child = spawn(process.execPath, [join(root, program)], {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    lab.onClose(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      // One that was held still cannot hear that it should go.
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(timer);
    });
    return child.pid ?? 0;
  };
  const web = start('server/index.ts');
  const until = performance.now() + READY_WITHIN_MS;
  while ((await probeHttp(`${origin}/healthz`))?.status !== 200) {
    if (performance.now() > until) throw new Error('the web process did not answer in time');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const worker = hasWorker ? start('jobs/index.ts') : 0;
  return { origin, databaseUrl: postgres.url, pids: { postgres: postgres.pid() ?? 0, web, worker } };
}
