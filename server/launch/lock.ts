import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProcessIdentity } from './process-identity.ts';

/** Who holds a data directory. */
export interface LockHolder {
  pid: number;
  identity: string;
  /** The public port, so that a second start can say where the first one is. */
  port: number;
}

export type LockResult = { ok: true; release: () => void } | { ok: false; holder: LockHolder };

/** Whether a lock found on disk belongs to a launcher that still runs, given who has that pid now. Pure. */
export function isLockHeld(holder: LockHolder | null, identityNow: string | null): holder is LockHolder {
  return holder !== null && identityNow !== null && identityNow === holder.identity;
}

/** Takes the data directory for this process: two launchers on one database would fight over every port and file. */
export function takeLock(dataDir: string, port: number): LockResult {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'launcher.lock');
  const mine: LockHolder = { pid: process.pid, identity: readProcessIdentity(process.pid) ?? '', port };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(path, JSON.stringify(mine), { flag: 'wx' });
      return { ok: true, release: () => release(path, mine) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(path);
    if (isLockHeld(holder, holder && readProcessIdentity(holder.pid))) return { ok: false, holder };
    rmSync(path, { force: true });
  }
  throw new Error(`${path} could not be taken: something keeps writing it.`);
}

function release(path: string, mine: LockHolder): void {
  const holder = readHolder(path);
  if (holder?.pid === mine.pid && holder.identity === mine.identity) rmSync(path, { force: true });
}

function readHolder(path: string): LockHolder | null {
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
    return Number.isInteger(found.pid) && found.pid > 0 ? found : null;
  } catch {
    return null;
  }
}
