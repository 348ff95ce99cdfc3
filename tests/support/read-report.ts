import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Ended } from './run-program.ts';

/** Where test runners leave their reports; not kept in the repository. */
export const resultsFolder = fileURLToPath(new URL('../../test-results', import.meta.url));

type Counts = { passed: number; failed: number };
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
};
type Suite = { specs?: { title: string; tests: { status: string }[] }[]; suites?: Suite[] };
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: Suite[];
  errors: unknown[];
};

/** A run that found nothing, skipped something, or failed outside any test has failed: silence is not a pass. */
export function countVitest(path: string, ended: Ended): Counts {
  const report = read<VitestReport>(path);
  if (!report) return { passed: 0, failed: 1 };
  const failed = report.numFailedTests + report.numPendingTests;
  return settle({ passed: report.numPassedTests, failed }, ended);
}

/** The same for browser journeys; one that passed at the second try has passed. */
export function countJourneys(path: string, ended: Ended): Counts {
  const report = read<PlaywrightReport>(path);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return settle({ passed: expected + flaky, failed: unexpected + skipped }, ended);
}

/** The journeys that passed only at the second try, by name. */
export function listShaky(path: string): string[] {
  return (read<PlaywrightReport>(path)?.suites ?? []).flatMap(shakyIn);
}

function shakyIn({ specs = [], suites = [] }: Suite): string[] {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'));
  return [...own.map(({ title }) => title), ...suites.flatMap(shakyIn)];
}

function settle({ passed, failed }: Counts, { isGood }: Ended): Counts {
  if (failed === 0 && (!isGood || passed === 0)) return { passed, failed: 1 };
  return { passed, failed };
}

function read<T>(path: string): T | null {
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
