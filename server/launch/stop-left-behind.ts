import { readProcessIdentity } from './process-identity.ts';
import { readProcessStatus, type ProcessStatus } from './process-status.ts';

const graceMs = 4_000;

/** Of what a status file names, the processes that still run and are the very ones it named. Pure but for the lookup. */
export function listLeftBehind(
  statuses: readonly ProcessStatus[],
  identityOf: (pid: number) => string | null,
): number[] {
  return statuses
    .filter((status) => status.name !== 'postgres' && status.pid !== null && status.identity !== null)
    .filter((status) => identityOf(status.pid ?? 0) === status.identity)
    .map((status) => status.pid ?? 0);
}

/** Ends the children of a launcher that was killed outright: they would hold the ports and the replica. */
export async function stopLeftBehind(statusFile: string): Promise<void> {
  const statuses = readProcessStatus(statusFile) ?? [];
  const left = () => listLeftBehind(statuses, readProcessIdentity);
  for (const pid of left()) signal(pid, 'SIGTERM');
  for (let waitedMs = 0; left().length > 0 && waitedMs < graceMs; waitedMs += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const pid of left()) signal(pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It went by itself in the meantime.
  }
}
