import { mkdirSync, rmSync } from 'node:fs';
import { runProgram } from './support/run-program.ts';
import type { Ended } from './support/run-program.ts';
import { countJourneys, countVitest, listShaky, resultsFolder } from './support/read-report.ts';
import { findBrowser } from './support/find-browser.ts';

/**
 * `npm test`: format, lint, types, unit and database tests, browser journeys. Tests go one kind after the other; the
 * quiet checks take what these leave of the machine. `npm test -- unit`, `-- pg`, `-- lint`, `-- journeys` run a part;
 * more words after that go to the test runner. Ends with one line, `N passed, N failed`.
 */
type Counts = { passed: number; failed: number };
type Step = { name: string; run: () => Promise<Ended & { counts: Counts }> };

const [part, ...rest] = process.argv.slice(2);
const PARTS = ['lint', 'unit', 'pg', 'journeys'] as const;
const isOneFile = part !== undefined && !(PARTS as readonly string[]).includes(part);
const total: Counts = { passed: 0, failed: 0 };
const startedAt = performance.now();

function check(name: string, program: string, args: string[]): Step {
  return {
    name,
    run: async () => {
      const ended = await runProgram(program, args, { isPatient: true });
      return { ...ended, counts: ended.isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 } };
    },
  };
}

function vitest(name: string, args: string[]): Step {
  const report = `${resultsFolder}/${name}.json`;
  return {
    name,
    run: async () => {
      rmSync(report, { force: true });
      const fixed = ['run', '--config', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json'];
      const ended = await runProgram('vitest', [...fixed, `--outputFile.json=${report}`, ...args]);
      return { ...ended, counts: countVitest(report, ended) };
    },
  };
}

const journeys: Step = {
  name: 'journeys',
  run: async () => {
    const report = `${resultsFolder}/journeys.json`;
    rmSync(report, { force: true });
    try {
      findBrowser();
    } catch (error) {
      return { isGood: false, output: (error as Error).message, counts: { passed: 0, failed: 1 } };
    }
    const ended = await runProgram('playwright', ['test', '--config', 'tests/playwright.config.ts', ...rest]);
    return { ...ended, counts: countJourneys(report, ended) };
  },
};

const format = check('format', 'prettier', ['--check', '--log-level=warn', '.']);
const lint = check('lint', 'eslint', ['-c', '.config/eslint.config.js', '.']);
const sync = check('types: screens prepared', 'svelte-kit', ['sync']);
const types = check('types: code', 'tsc', ['--noEmit', '-p', 'tsconfig.json']);
const screens = check('types: screens', 'svelte-check', ['--threshold', 'error', '--output', 'human']);

async function runStep(step: Step): Promise<void> {
  const stepStartedAt = performance.now();
  const { isGood, output, counts } = await step.run();
  total.passed += counts.passed;
  total.failed += counts.failed;
  const seconds = ((performance.now() - stepStartedAt) / 1000).toFixed(1);
  const isFailed = !isGood || counts.failed > 0;
  const words = `${counts.passed} passed${counts.failed > 0 ? `, ${counts.failed} failed` : ''}`;
  // Whoever asks for one file wants what it says, measured figures too.
  if (isFailed || isOneFile) console.log(`\n${output.trim()}\n`);
  console.log(`${isFailed ? '✗' : '✓'} ${step.name.padEnd(24)} ${words} · ${seconds} s`);
}

async function inOrder(steps: Step[]): Promise<void> {
  for (const step of steps) await runStep(step);
}

mkdirSync(resultsFolder, { recursive: true });
rmSync(`${resultsFolder}/journeys.json`, { force: true });
if (isOneFile) await runStep(vitest('chosen', [part, ...rest]));
else if (part === 'lint') await inOrder([sync, format, lint, types, screens]);
else if (part === 'unit' || part === 'pg') await runStep(vitest(part, ['--project', part, ...rest]));
else if (part === 'journeys') await runStep(journeys);
else {
  await runStep(sync);
  await Promise.all([
    inOrder([vitest('unit and database', []), journeys]),
    inOrder([format, lint, types, screens]),
  ]);
}

for (const title of listShaky(`${resultsFolder}/journeys.json`))
  console.log(`! needed a second try: ${title}`);
console.log(`\nin ${Math.round((performance.now() - startedAt) / 1000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
