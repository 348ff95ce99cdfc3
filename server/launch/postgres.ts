import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { Client } from 'pg';
import { sayError } from '../log.ts';
import { collectOutput } from './collect-output.ts';
import { pickRememberedPort } from './pick-port.ts';
import { preparePostgresHome, type PostgresHome } from './postgres-home.ts';
import { isAlive, readCommandLine } from './process-identity.ts';
import { readOrCreateSecrets } from './secrets.ts';

const databaseName = 'kazi';
const readyWithinMs = 30_000;
const revivePauseMs = 1_000;

/** A PostgreSQL of our own. */
export interface EmbeddedPostgres {
  /** `postgres://…/kazi`, as its superuser. */
  url: string;
  pid: () => number | null;
  /** Where it had to live, when that is a surprise. */
  notice: string | null;
  /** Ends every session and stops cleanly; after `graceMs` it stops as in a power cut, and recovers at the next start. */
  stop: (graceMs?: number) => Promise<void>;
  /** A power cut: stops without a checkpoint and starts again on the same port. */
  restartImmediate: () => Promise<void>;
}

/**
 * Starts PostgreSQL under `dataDir` (made on first use), on loopback, on a free port that is remembered.
 * One left behind by a launcher that was killed is stopped first. `settings` go on top of ours.
 */
export async function startPostgres(options: {
  dataDir: string;
  settings?: Record<string, string>;
  quiet?: boolean;
  /** Starts it again, once a second, when it ends without having been asked to; `onExit` is told of each such end. */
  isKeptAlive?: boolean;
  onExit?: () => void;
}): Promise<EmbeddedPostgres> {
  const { dataDir } = options;
  const home = preparePostgresHome(dataDir);
  const password = readOrCreateSecrets(dataDir).databasePassword;
  if (!existsSync(join(home.cluster, 'PG_VERSION'))) createCluster(home, password, dataDir);
  await stopLeftBehind(home.cluster);
  const port = await pickRememberedPort(dataDir, 'postgres');
  const output = collectOutput({ dataDir, name: 'postgres', quiet: true });
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/${databaseName}`;
  let server: ChildProcess | null = null;
  let isStopping = false;

  async function start(): Promise<void> {
    const started = spawnServer(home, port, { ...defaultSettings(home.cluster), ...options.settings });
    let wasReady = false;
    server = started;
    output.follow(started.stdout, 'stdout');
    output.follow(started.stderr, 'stderr');
    started.once('exit', () => {
      if (server !== started) return;
      server = null;
      // One that ends before it was ready is the trouble of whoever started it: here nobody starts a second one.
      if (isStopping || !wasReady) return;
      options.onExit?.();
      if (options.isKeptAlive) void revive();
    });
    started.once('error', (error) => sayError(`postgres could not be started: ${error.message}`));
    try {
      await waitForServer(url, () => server === started, output.recentLines);
      wasReady = true;
    } catch (error) {
      if (server === started) await endServer(started, { signal: 'SIGQUIT', graceMs: 0 });
      throw error;
    }
  }

  /** Tries until it runs: what ended it, a full disk for one, may last, and only one attempt may be under way. */
  async function revive(): Promise<void> {
    while (!isStopping && !server) {
      await start().catch(() => new Promise((resolve) => setTimeout(resolve, revivePauseMs)));
    }
  }

  async function end(signal: NodeJS.Signals, graceMs: number): Promise<void> {
    isStopping = true;
    if (server) await endServer(server, { signal, graceMs });
  }

  await start();
  return {
    url,
    pid: () => server?.pid ?? null,
    notice: home.notice,
    async stop(graceMs = 5_000) {
      await end('SIGINT', graceMs);
      output.close();
    },
    async restartImmediate() {
      await end('SIGQUIT', 5_000);
      isStopping = false;
      await start();
    },
  };
}

async function endServer(
  server: ChildProcess,
  { signal, graceMs }: { signal: NodeJS.Signals; graceMs: number },
): Promise<void> {
  const exited = once(server, 'exit');
  server.kill(signal);
  const timer = setTimeout(() => server.kill('SIGQUIT'), graceMs);
  const lastTimer = setTimeout(() => server.kill('SIGKILL'), graceMs + 3_000);
  await exited;
  clearTimeout(timer);
  clearTimeout(lastTimer);
}

function createCluster(home: PostgresHome, password: string, dataDir: string): void {
  const passwordFile = join(home.cluster, '..', '.initdb-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (home.user) chownSync(passwordFile, home.user.uid, home.user.gid);
  try {
    const made = spawnSync(
      join(home.software, 'bin', 'initdb'),
      [
        `--pgdata=${home.cluster}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
      ],
      { ...home.user, cwd: '/', encoding: 'utf8' },
    );
    if (made.status === 0) return;
    rmSync(home.cluster, { recursive: true, force: true });
    throw new Error(
      `The database could not be created in ${dataDir}.\n${made.error?.message ?? made.stderr}`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Small enough for a laptop, durable as in production; logical replication is what zero-cache reads. */
function defaultSettings(cluster: string): Record<string, string> {
  return {
    wal_level: 'logical',
    max_slot_wal_keep_size: `${decideSlotLimitMb(cluster)}MB`,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    max_wal_senders: '10',
    max_replication_slots: '10',
    shared_buffers: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_statement: 'none',
    log_min_error_statement: 'panic',
  };
}

/** Half the free disk: while zero-cache is away its slot keeps WAL, and that must not fill the disk. */
function decideSlotLimitMb(folder: string): number {
  const disk = statfsSync(folder);
  return Math.max(256, Math.floor((disk.bavail * disk.bsize) / 2 / 1024 / 1024));
}

function spawnServer(home: PostgresHome, port: number, settings: Record<string, string>): ChildProcess {
  const program = join(home.software, 'bin', 'postgres');
  const args = ['-D', home.cluster, '-p', String(port)];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const [command, ...rest] = [...dieWithParent(), program, ...args] as [string, ...string[]];
  return spawn(command, rest, { ...home.user, cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

/**
 * On Linux the kernel can stop the database when the launcher is killed outright. The rule watches the thread that
 * spawned it, so it is only for main threads.
 */
function dieWithParent(): string[] {
  if (process.platform !== 'linux' || !isMainThread) return [];
  const probe = spawnSync('setpriv', ['--pdeathsig', 'INT', '--', 'true'], { stdio: 'ignore' });
  return probe.status === 0 ? ['setpriv', '--pdeathsig', 'INT', '--'] : [];
}

/**
 * A server that outlived its launcher holds the cluster. Only one whose command line names this very cluster is ours;
 * a pid file that names anything else is stale and would keep the new server from starting.
 */
async function stopLeftBehind(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return;
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
  const isOurs = () => Number.isInteger(pid) && pid > 0 && isAlive(pid) && isServerOf(pid, cluster);
  if (isOurs()) process.kill(pid, 'SIGINT');
  for (let waited = 0; isOurs() && waited < 10_000; waited += 50) {
    if (waited === 5_000) process.kill(pid, 'SIGQUIT');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (isOurs()) {
    throw new Error(
      `A database server from an earlier start (pid ${pid}) does not stop. End it, then start again.`,
    );
  }
  rmSync(path, { force: true });
}

function isServerOf(pid: number, cluster: string): boolean {
  const commandLine = readCommandLine(pid);
  return commandLine !== null && commandLine.includes('postgres') && commandLine.includes(`-D ${cluster} `);
}

async function waitForServer(
  url: string,
  isRunning: () => boolean,
  recentLines: () => string[],
): Promise<void> {
  let until = Date.now() + readyWithinMs;
  while (Date.now() < until && isRunning()) {
    const answer = await ensureDatabase(url);
    if (answer === 'ready' && isRunning()) return;
    // After a crash it reads its log again, as long as that takes; to stop it then would only begin it anew.
    if (answer === 'recovering') until = Date.now() + readyWithinMs;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(['The database did not start. Its last lines:', ...recentLines().slice(-8)].join('\n  '));
}

const cannotConnectNow = '57P03';

/** Makes our database where it is missing, once the server takes connections. */
async function ensureDatabase(url: string): Promise<'ready' | 'recovering' | 'silent'> {
  const client = new Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') });
  // The server may go away between connecting and closing; the loop around us decides what that means.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    return (error as { code?: unknown }).code === cannotConnectNow ? 'recovering' : 'silent';
  }
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
    return 'ready';
  } catch {
    return 'silent';
  } finally {
    await client.end().catch(() => {});
  }
}
