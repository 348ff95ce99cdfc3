import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Outcome } from './outcome.ts';

/** The last whole run of one scenario, and what a reader needs to judge it or to get it again. */
export type Kept = { measuredAt: string; commit: string; length: string; machine: string; outcome: Outcome };

/** What was kept of earlier runs, by scenario. */
export function readResults(file: string): Record<string, Kept> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Kept>) : {};
}

/** Puts these runs in the place of the same scenarios' earlier ones; the others stay as they were. */
export function keepResults(file: string, fresh: readonly Kept[]): Record<string, Kept> {
  const all = { ...readResults(file), ...Object.fromEntries(fresh.map((kept) => [kept.outcome.name, kept])) };
  writeFileSync(file, `${JSON.stringify(all, replaceNaN, 2)}\n`);
  return all;
}

/** JSON knows no NaN; a figure that is none is no figure. */
function replaceNaN(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
