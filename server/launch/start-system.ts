import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeFaults, readEnv, readSource, withGeneratedSecrets, type Env, type Source } from '../env.ts';
import { say } from '../log.ts';
import { removeConnection, writeConnection } from './connection-file.ts';
import { planChildren, type Programs } from './plan-children.ts';
import { takeLock } from './lock.ts';
import { isPortFree, pickFreePort } from './pick-port.ts';
import { startPostgres, type EmbeddedPostgres } from './postgres.ts';
import { openProcessStatus, readProcessStatus } from './process-status.ts';
import { runProgram } from './run-program.ts';
import { stopLeftBehind } from './stop-left-behind.ts';
import { superviseChild, type SupervisedChild } from './supervise-child.ts';
import { waitReady } from './wait-ready.ts';

/** A start that cannot go on for a reason a person can mend; its message is the whole sentence. */
export class StartRefused extends Error {}

export interface SystemOptions {
  dataDir?: string;
  /** 0: any free port. */
  port?: number;
  seed?: 'demo' | 'empty';
  sandbox?: 'on' | 'off';
  /** More settings by their environment names, over the environment and `.env`. */
  env?: Record<string, string>;
  /** Nothing to the terminal; the log files are written all the same. */
  quiet?: boolean;
  isDev?: boolean;
  /** Our own programs, replaceable by stand-ins. */
  programs?: Partial<Programs>;
  /** 5 minutes unless said: a slow machine may still get there. */
  readyWithinMs?: number;
  /** Hears what is still waited for when it takes long. */
  onSlow?: (sentence: string) => void;
  /** The system as far as it has come, so that it can be stopped before it is ready. */
  onStarting?: (stop: (isForced?: boolean) => Promise<void>) => void;
}

export type ChildName = 'web' | 'worker' | 'zero-cache' | 'postgres' | 'vite';

export interface RunningSystem {
  env: Env;
  /** `http://127.0.0.1:<port>`: where to ask from this machine. `env.origin` is what a browser types. */
  origin: string;
  databaseUrl: string;
  pids: () => Partial<Record<ChildName, number>>;
  /** Kills a child outright, as a crash would. */
  killChild: (name: ChildName) => void;
  /** Stops everything in order; `isForced` kills at once. */
  stop: (isForced?: boolean) => Promise<void>;
}

const stopGraceMs: Record<string, number> = { vite: 1_000, web: 2_500, worker: 3_000, 'zero-cache': 2_500 };

/** Starts the whole product on one port and returns when it is ready. Throws `StartRefused` or what went wrong. */
export async function startSystem(options: SystemOptions = {}): Promise<RunningSystem> {
  const source = await completeSource(options);
  const result = readEnv(source);
  if (!result.ok) throw new StartRefused(describeFaults(result.faults));
  const env = result.env;
  mkdirSync(env.dataDir, { recursive: true });
  const lock = takeLock(env.dataDir, env.port);
  if (!lock.ok) {
    throw new StartRefused(
      `Kazi already runs on ${env.dataDir} (process ${lock.holder.pid}, port ${lock.holder.port}). ` +
        'Stop it first, or start another one with its own data: DATA_DIR=./other PORT=3001 npm start',
    );
  }
  const statusFile = join(env.dataDir, 'status.json');
  const children: SupervisedChild[] = [];
  const oneShots = new Set<number>();
  let postgres: EmbeddedPostgres | null = null;
  let stopping: Promise<void> | null = null;

  function stop(isForced = false): Promise<void> {
    if (isForced) killEverything();
    stopping ??= stopInOrder();
    return stopping;
  }

  function killEverything(): void {
    for (const pid of [...oneShots, ...children.map((child) => child.pid() ?? 0)]) {
      if (pid > 0) killQuietly(pid, 'SIGKILL');
    }
    const pid = postgres?.pid();
    if (pid) killQuietly(pid, 'SIGQUIT');
  }

  async function stopInOrder(): Promise<void> {
    for (const pid of oneShots) killQuietly(pid, 'SIGTERM');
    for (const name of ['vite', 'web', 'worker', 'zero-cache']) {
      await children.find((child) => child.name === name)?.stop(stopGraceMs[name] ?? 1_000);
    }
    await postgres?.stop(3_000);
    removeConnection(env.dataDir);
    if (lock.ok) lock.release();
  }

  options.onStarting?.(stop);
  try {
    await stopLeftBehind(statusFile);
    await refuseTakenPort(env);
    const status = openProcessStatus(statusFile);
    if (env.databaseUrl === null) {
      postgres = await startPostgres({
        dataDir: env.dataDir,
        quiet: options.quiet,
        isKeptAlive: true,
        onExit: () => {
          if (!options.quiet) say('postgres stopped by itself; starting it again.');
        },
      });
      if (postgres.notice && !options.quiet) say(postgres.notice);
    }
    const databaseUrl = env.databaseUrl ?? postgres?.url ?? '';
    const plans = await planChildren({
      env,
      source,
      databaseUrl,
      statusFile,
      quiet: options.quiet,
      isDev: options.isDev,
      programs: options.programs,
    });
    writeConnection(env.dataDir, { databaseUrl, zeroCacheUrl: plans.zeroCacheUrl });

    async function runOnce(name: 'migrate' | 'seed'): Promise<void> {
      if (stopping) return;
      await runProgram({
        name,
        args: [plans.programs[name]],
        cwd: plans.cwd,
        env: plans.env,
        dataDir: env.dataDir,
        onStart: (pid) => oneShots.add(pid),
      });
    }

    function startChild(name: keyof typeof plans.children): void {
      const plan = plans.children[name];
      if (stopping || !plan) return;
      children.push(superviseChild({ ...plan, onStatus: (entry) => status.set(entry) }));
    }

    await runOnce('migrate');
    // The slowest to be ready starts first; web and worker want the first workspace to be there.
    startChild('zero-cache');
    await runOnce('seed');
    startChild('web');
    startChild('worker');
    startChild('vite');
    await waitReady({
      origin: plans.webUrl,
      timeoutMs: options.readyWithinMs ?? 300_000,
      onSlow: options.onSlow,
      listStatus: () => readProcessStatus(statusFile) ?? [],
      logsFolder: join(env.dataDir, 'logs'),
      isGivenUp: () => stopping !== null,
    });
    return {
      env,
      origin: `http://127.0.0.1:${env.port}`,
      databaseUrl,
      pids: () => listPids(children, postgres),
      killChild(name) {
        const pid = listPids(children, postgres)[name];
        if (pid) killQuietly(pid, 'SIGKILL');
      },
      stop,
    };
  } catch (error) {
    if (!stopping) await stop();
    throw error;
  }
}

/** Everything the system runs with, as text: options over environment over `.env`, then what is made up once. */
async function completeSource(options: SystemOptions): Promise<Source> {
  const asked: Record<string, string | undefined> = {
    ...readSource(),
    ...options.env,
    DATA_DIR: options.dataDir ?? options.env?.DATA_DIR ?? readSource().DATA_DIR ?? './.data',
  };
  if (options.port !== undefined) asked.PORT = String(options.port);
  if (options.seed) asked.SEED = options.seed;
  if (options.sandbox) asked.SANDBOX = options.sandbox;
  if (asked.PORT === '0') asked.PORT = String(await pickFreePort());
  asked.DATA_DIR = resolve(asked.DATA_DIR ?? './.data');
  return withGeneratedSecrets(asked);
}

async function refuseTakenPort(env: Env): Promise<void> {
  if (await isPortFree(env.port, env.host)) return;
  const other = env.port < 65535 ? env.port + 1 : 3001;
  throw new StartRefused(
    `Port ${env.port} on ${env.host} is taken by another program. Choose another: PORT=${other} npm start`,
  );
}

function listPids(
  children: readonly SupervisedChild[],
  postgres: EmbeddedPostgres | null,
): Partial<Record<ChildName, number>> {
  const pids: Record<string, number> = {};
  for (const child of children) {
    const pid = child.pid();
    if (pid !== null) pids[child.name] = pid;
  }
  const pid = postgres?.pid();
  if (pid) pids.postgres = pid;
  return pids;
}

function killQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}
