import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

type ProcessLine = { pid: number; parent: number; seconds: number };

/**
 * CPU-seconds these processes and everything under them have used so far, children that ended included.
 * Null where there is no /proc.
 */
export function readCpuSeconds(roots: readonly number[]): number | null {
  const lines = readProcesses();
  if (lines === null) return null;
  const wanted = new Set(roots);
  // Children follow their parents in no order, so look until nothing new turns up.
  for (let before = -1; before !== wanted.size;) {
    before = wanted.size;
    for (const { pid, parent } of lines) if (wanted.has(parent)) wanted.add(pid);
  }
  return lines.filter(({ pid }) => wanted.has(pid)).reduce((sum, { seconds }) => sum + seconds, 0);
}

function readProcesses(): ProcessLine[] | null {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readProcess(Number(name)) ?? []);
  } catch {
    return null;
  }
}

function readProcess(pid: number): ProcessLine | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in brackets and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { pid, parent: Number(fields[1]), seconds: ticks / TICKS_PER_SECOND };
  } catch {
    return null;
  }
}
