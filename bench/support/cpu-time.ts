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

/** CPU-seconds by the name of a part. Empty where they cannot be read. */
export type CpuByPart = Record<string, number>;

export function readCpuByPart(pids: Partial<Record<string, number>>): CpuByPart {
  const used: CpuByPart = {};
  for (const [part, pid] of Object.entries(pids)) {
    const seconds = pid ? readCpuSeconds([pid]) : null;
    if (seconds !== null) used[part] = seconds;
  }
  return used;
}

/** `a + sign × b`, part by part. */
export function addCpu(a: CpuByPart, b: CpuByPart, sign = 1): CpuByPart {
  const sum: CpuByPart = { ...a };
  for (const [part, seconds] of Object.entries(b)) sum[part] = (sum[part] ?? 0) + sign * seconds;
  return sum;
}

/** All parts together but the ones left out; null when nothing is known. */
export function totalCpu(cpu: CpuByPart, without: readonly string[] = []): number | null {
  const counted = Object.entries(cpu).filter(([part]) => !without.includes(part));
  return counted.length === 0 ? null : counted.reduce((sum, [, seconds]) => sum + seconds, 0);
}

export function tellCpu(cpu: CpuByPart): string {
  return Object.entries(cpu)
    .map(([part, seconds]) => `${part} ${seconds.toFixed(1)}`)
    .join(', ');
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
