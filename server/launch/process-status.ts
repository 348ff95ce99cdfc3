import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export type ProcessState = 'starting' | 'running' | 'restarting' | 'stopped';

/** One child as the launcher sees it. */
export interface ProcessStatus {
  name: string;
  state: ProcessState;
  pid: number | null;
  /** Tells this process from a later one with the same pid. */
  identity: string | null;
  /** Deaths since the launcher started. */
  restarts: number;
  /** When it came into this state. */
  sinceAt: number;
}

/** Keeps the status file in step with what happens; the file is replaced whole, so a reader never sees half of it. */
export function openProcessStatus(file: string): { set: (status: ProcessStatus) => void } {
  const all = new Map<string, ProcessStatus>();
  return {
    set(status) {
      all.set(status.name, status);
      const draft = `${file}.${process.pid}.draft`;
      writeFileSync(draft, `${JSON.stringify([...all.values()])}\n`);
      renameSync(draft, file);
    },
  };
}

/** What the launcher last wrote about its children; null when there is no such file or it makes no sense. */
export function readProcessStatus(file: string): ProcessStatus[] | null {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(found) ? (found as ProcessStatus[]) : null;
  } catch {
    return null;
  }
}
