import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { openPool } from '#server/db/open-pool.ts';
import { readCpuSeconds } from './cpu-time.ts';
import { startPostgres } from '#server/launch/postgres.ts';
import { startSystem } from '#server/launch/start-system.ts';
import type { RunningSystem } from '#server/launch/start-system.ts';

const SETTLE_WITHIN_SECONDS = 30;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A place for one scenario: a data directory of its own, and everything that must be gone at the end. */
export type Lab = {
  dataDir: string;
  /** Runs at the end, last added first, whatever happened. */
  onClose: (close: () => unknown) => void;
  /** A database with the demo business in it, before anything else runs; `fill` may add to it. */
  prepare: (fill: (pool: Pool) => Promise<void>) => Promise<void>;
  startSystem: () => Promise<RunningSystem>;
  openPool: (url: string, max?: number) => Pool;
  close: () => Promise<void>;
};

const open = new Set<Lab>();

export function openLab(name: string): Lab {
  const dataDir = mkdtempSync(join(tmpdir(), `kazi-bench-${name}-`));
  // The database's own user must be able to walk in.
  chmodSync(dataDir, 0o755);
  const closers: (() => unknown)[] = [];
  const lab: Lab = {
    dataDir,
    onClose: (close) => closers.push(close),
    async prepare(fill) {
      const postgres = await startPostgres({ dataDir, quiet: true });
      try {
        const env = { DATA_DIR: dataDir, DATABASE_URL: postgres.url, SEED: 'demo', SANDBOX: 'on' };
        await runOnce('server/migrate.ts', env);
        await runOnce('server/seed/index.ts', env);
        const pool = openPool({ url: postgres.url, max: 2, name: 'kazi bench' });
        await fill(pool);
        await pool.end();
      } finally {
        await postgres.stop(20_000);
      }
    },
    async startSystem() {
      const system = await startSystem({
        dataDir,
        port: 0,
        seed: 'demo',
        sandbox: 'on',
        env: { LOG_LEVEL: 'warn' },
        quiet: true,
        onStarting: (stop) => lab.onClose(() => stop()),
      });
      await settle(system);
      return system;
    },
    openPool(url, max = 4) {
      const pool = openPool({ url, max, name: 'kazi bench' });
      lab.onClose(() => pool.end());
      return pool;
    },
    async close() {
      open.delete(lab);
      for (const close of closers.reverse()) await Promise.resolve(close()).catch(() => undefined);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  open.add(lab);
  return lab;
}

/** Ready is not at rest: waits until all processes together have left a core nine tenths idle for two seconds. */
async function settle(system: RunningSystem): Promise<void> {
  const used = () => readCpuSeconds(Object.values(system.pids())) ?? 0;
  let quietSeconds = 0;
  for (let tries = 0; tries < SETTLE_WITHIN_SECONDS && quietSeconds < 2; tries++) {
    const before = used();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    quietSeconds = used() - before < 0.1 ? quietSeconds + 1 : 0;
  }
}

/** For Ctrl-C: nothing of a bench stays behind. */
export async function closeLabs(): Promise<void> {
  await Promise.all([...open].map((lab) => lab.close()));
}

async function runOnce(program: string, env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [program], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${program} stopped with code ${code}`);
}
