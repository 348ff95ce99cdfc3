import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a running launcher's parts can be reached, so that a command beside it (`npm run journal`) finds them. */
export interface Connection {
  databaseUrl: string;
  zeroCacheUrl: string;
}

/** Leaves a note for other commands on this machine. Mode 0600: the database's password is in it. */
export function writeConnection(dataDir: string, connection: Connection): void {
  writeFileSync(connectionPath(dataDir), `${JSON.stringify(connection)}\n`, { mode: 0o600 });
}

/** The note a running launcher left, or null. */
export function readConnection(dataDir: string): Connection | null {
  try {
    return JSON.parse(readFileSync(connectionPath(dataDir), 'utf8')) as Connection;
  } catch {
    return null;
  }
}

/** Takes the note away: nothing is running any more. */
export function removeConnection(dataDir: string): void {
  rmSync(connectionPath(dataDir), { force: true });
}

function connectionPath(dataDir: string): string {
  return join(dataDir, 'connection.json');
}
