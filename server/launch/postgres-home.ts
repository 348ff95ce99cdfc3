import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { findPostgresFolder } from './postgres-binaries.ts';

/** Whom PostgreSQL runs as when we are root, which it refuses to be. */
export interface PostgresUser {
  uid: number;
  gid: number;
}

export interface PostgresHome {
  /** Holds `bin/postgres` and `bin/initdb`. */
  software: string;
  /** The database cluster. */
  cluster: string;
  /** Null: the same user as ours. */
  user: PostgresUser | null;
  /** Said once to the person at the terminal when the database had to live elsewhere. */
  notice: string | null;
}

const markerName = 'postgres-home';

/**
 * Decides where the database lives and who runs it. As root that is the user `postgres`, who must be able to walk to
 * both the software and the data; where a parent folder forbids it (a project under /root), both go to /var/lib.
 */
export function preparePostgresHome(dataDir: string): PostgresHome {
  const software = findPostgresFolder();
  mkdirSync(dataDir, { recursive: true });
  if (process.getuid?.() !== 0) {
    return { software, cluster: join(dataDir, 'postgres'), user: null, notice: null };
  }
  const user = findOrCreateUser();
  chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  const moved = readMarker(dataDir);
  const isDataNear = moved === null && canOwnFolder(join(dataDir, 'postgres'), user);
  const isSoftwareNear = canRun(join(software, 'bin', 'postgres'), user);
  if (isDataNear && isSoftwareNear) {
    return { software, cluster: join(dataDir, 'postgres'), user, notice: null };
  }
  if (!isDataNear && moved === null && existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) {
    throw new Error(
      `The database in ${dataDir} cannot be reached by the user "postgres": a folder above it forbids entry. ` +
        'Allow it (chmod o+x on each parent), or set DATA_DIR to a place that everybody may enter.',
    );
  }
  const away =
    moved ?? join('/var/lib', `kazi-${createHash('sha256').update(dataDir).digest('hex').slice(0, 10)}`);
  mkdirSync(away, { recursive: true, mode: 0o755 });
  const cluster = isDataNear ? join(dataDir, 'postgres') : join(away, 'postgres');
  if (!isDataNear && moved === null) {
    // The password went with the old data directory: what lies there can only be set aside.
    if (existsSync(cluster)) renameSync(cluster, `${cluster}.replaced-${process.pid}`);
    writeFileSync(join(dataDir, markerName), `${away}\n`);
  }
  if (!isDataNear && !canOwnFolder(cluster, user)) {
    throw new Error(
      `The user "postgres" can use neither ${dataDir} nor ${away}. Set DATA_DIR or DATABASE_URL.`,
    );
  }
  const usable = isSoftwareNear ? software : copySoftware(software, away);
  if (!canRun(join(usable, 'bin', 'postgres'), user)) {
    throw new Error(
      `PostgreSQL in ${usable} does not run on this machine. Set DATABASE_URL to a server of yours.`,
    );
  }
  const why =
    'because the user "postgres", who runs it when you are root, may not enter the project\'s folder';
  return { software: usable, cluster, user, notice: `The database lives in ${away}, ${why}.` };
}

function findOrCreateUser(): PostgresUser {
  const found = readUser('postgres');
  if (found) return found;
  const asked: [string, string[]][] = [
    [
      'useradd',
      [
        '--system',
        '--no-create-home',
        '--home-dir',
        '/nonexistent',
        '--shell',
        '/usr/sbin/nologin',
        'postgres',
      ],
    ],
    ['adduser', ['-S', '-D', '-H', 'postgres']],
  ];
  for (const [command, args] of asked) {
    if (spawnSync(command, args, { stdio: 'ignore' }).status !== 0) continue;
    const created = readUser('postgres');
    if (created) return created;
  }
  const nobody = readUser('nobody');
  if (nobody) return nobody;
  throw new Error(
    'PostgreSQL refuses to run as root and no other user could be made. Start as an ordinary user.',
  );
}

function readUser(name: string): PostgresUser | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const fields = line?.split(':');
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null;
}

/** Makes the folder theirs alone (PostgreSQL insists), and tells whether they can walk to it. */
function canOwnFolder(folder: string, user: PostgresUser): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, user.uid, user.gid);
    chmodSync(folder, 0o700);
  } catch {
    return false;
  }
  const script = 'cd "$0" && : > .probe && rm .probe';
  return spawnSync('/bin/sh', ['-c', script, folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function canRun(program: string, user: PostgresUser): boolean {
  return spawnSync(program, ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function copySoftware(software: string, away: string): string {
  const version = readFileSync(join(dirname(software), 'package.json'), 'utf8').match(
    /"version": "([^"]+)"/,
  )?.[1];
  const target = join(away, `software-${version ?? 'unknown'}`);
  if (existsSync(target)) return target;
  const draft = `${target}.draft`;
  cpSync(software, draft, { recursive: true, verbatimSymlinks: true, force: true });
  spawnSync('chmod', ['-R', 'a+rX', draft]);
  renameSync(draft, target);
  return target;
}

function readMarker(dataDir: string): string | null {
  try {
    return readFileSync(join(dataDir, markerName), 'utf8').trim() || null;
  } catch {
    return null;
  }
}
