import type { Latency } from './summarise.ts';

/** One line of the table: a figure of ours beside a figure of someone else from the same run. */
export type Line = {
  what: string;
  against: string;
  /** Ours over theirs; null when there is no peer for this line. */
  ratio: number | null;
  ours: string;
  theirs: string;
  goal: string;
  /** Null: shown for information, no goal is attached. */
  isMet: boolean | null;
  /** CPU-seconds of the product per 1,000 messages or actions. */
  cpuPerThousand?: number | null;
  /** CPU time of the load generator as a share of the machine. */
  generatorShare?: number | null;
};

/** A look into Postgres at the end; `fault` is what is wrong, null when all is well. */
export type Check = { name: string; fault: string | null };

export type Outcome = {
  name: string;
  workload: string;
  lines: Line[];
  checks: Check[];
  notes: string[];
};

export type BenchOptions = {
  isQuick: boolean;
  /** Length of a measured stretch in seconds; null leaves it to the scenario. */
  seconds: number | null;
  seed: number;
  /** Spoils one stored row before the checks: they must then go red. */
  isSabotaged: boolean;
  say: (text: string) => void;
};

export type Scenario = { name: string; run: (options: BenchOptions) => Promise<Outcome> };

export function ms(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 10_000) return `${(value / 1000).toFixed(1)} s`;
  return `${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ms`;
}

export function rate(perSecond: number, spread: number): string {
  return `${Math.round(perSecond).toLocaleString('en')}/s ±${Math.round(spread * 50)} %`;
}

/** `p50 / p99 / max`, and how many never came. */
export function tell(latency: Latency): string {
  return `${ms(latency.p50)} / ${ms(latency.p99)} / ${ms(latency.max)} · ${latency.missing} missing of ${latency.count + latency.missing}`;
}

/** The scenarios as one markdown table. A scenario with a failed check scores nothing. */
export function drawTable(outcomes: readonly Outcome[]): string {
  const head = [
    '| scenario | what | ratio | Kazi | against | goal | met | CPU-s per 1,000 | generator CPU |',
    '|---|---|---|---|---|---|---|---|---|',
  ];
  const rows = outcomes.flatMap((outcome) => {
    const isVoid = outcome.checks.some((check) => check.fault !== null);
    return outcome.lines.map((line) =>
      [
        outcome.name,
        line.what,
        isVoid ? 'void' : line.ratio === null ? '–' : `${line.ratio.toFixed(2)} ×`,
        line.ours,
        line.theirs === '' ? line.against : `${line.against}: ${line.theirs}`,
        line.goal,
        isVoid ? 'check failed' : line.isMet === null ? '–' : line.isMet ? 'yes' : '**no**',
        line.cpuPerThousand == null ? '–' : line.cpuPerThousand.toFixed(2),
        line.generatorShare == null ? '–' : `${Math.round(line.generatorShare * 100)} %`,
      ].join(' | '),
    );
  });
  return [...head, ...rows.map((row) => `| ${row} |`)].join('\n');
}

/** What was loaded, looked at and found, under the table. */
export function drawDetails(outcomes: readonly Outcome[]): string {
  return outcomes
    .map((outcome) =>
      [
        `### ${outcome.name}`,
        '',
        outcome.workload,
        '',
        ...outcome.checks.map(
          ({ name, fault }) => `- ${fault === null ? '✓' : '✗'} ${name}${fault ? `: ${fault}` : ''}`,
        ),
        ...outcome.notes.map((note) => `- ${note}`),
      ].join('\n'),
    )
    .join('\n\n');
}
