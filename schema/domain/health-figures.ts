/** Something that must keep up behind the screens, in its unit, and where it begins to worry. */
type FigureRule = {
  unit: 'ms' | 'bytes' | 'count';
  /** From here on it is to be watched. */
  soon: number;
  /** From here on somebody must act. */
  bad: number;
  /** The less there is, the worse. */
  isFloor?: true;
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const MB = 1_000_000;

/** Every figure of the health page, in its order. `screenBeatMs` is known to the browser alone. */
export const HEALTH_FIGURES = {
  workerBeatMs: { unit: 'ms', soon: 5 * SECOND_MS, bad: 30 * SECOND_MS },
  syncDown: { unit: 'count', soon: 1, bad: 1 },
  screenBeatMs: { unit: 'ms', soon: 5 * SECOND_MS, bad: 30 * SECOND_MS },
  oldestEventMs: { unit: 'ms', soon: 10 * SECOND_MS, bad: 2 * MINUTE_MS },
  failedEvents: { unit: 'count', soon: 1, bad: 20 },
  oldestSendingMs: { unit: 'ms', soon: 30 * SECOND_MS, bad: 3 * MINUTE_MS },
  oldestUnconfirmedMs: { unit: 'ms', soon: 5 * MINUTE_MS, bad: 60 * MINUTE_MS },
  failedJobs: { unit: 'count', soon: 1, bad: 10 },
  webhookP50Ms: { unit: 'ms', soon: 100, bad: 1 * SECOND_MS },
  webhookP99Ms: { unit: 'ms', soon: 500, bad: 5 * SECOND_MS },
  badSignatures: { unit: 'count', soon: 1, bad: 100 },
  throttles: { unit: 'count', soon: 1, bad: 100 },
  // They mend by themselves: nobody has to act.
  slowedNumbers: { unit: 'count', soon: 1, bad: Number.POSITIVE_INFINITY },
  retainedWalBytes: { unit: 'bytes', soon: 500 * MB, bad: 5_000 * MB },
  diskFreeBytes: { unit: 'bytes', soon: 5_000 * MB, bad: 1_000 * MB, isFloor: true },
} as const satisfies Record<string, FigureRule>;

export type HealthFigure = keyof typeof HEALTH_FIGURES;
/** Null: there is nothing to measure, or it cannot be read. */
export type HealthReading = Record<HealthFigure, number | null>;
export type HealthLevel = 'ok' | 'soon' | 'bad' | 'unknown';

/** Figures of which silence is good: nothing waits, nothing came. Of the others silence is not knowing. */
const QUIET: readonly HealthFigure[] = [
  'oldestEventMs',
  'oldestSendingMs',
  'oldestUnconfirmedMs',
  'webhookP50Ms',
  'webhookP99Ms',
  'retainedWalBytes',
];

/** How worrying a figure is. */
export function healthLevel(figure: HealthFigure, value: number | null): HealthLevel {
  if (value === null) return QUIET.includes(figure) ? 'ok' : 'unknown';
  const { soon, bad, ...rule }: FigureRule = HEALTH_FIGURES[figure];
  if (rule.isFloor) return value < bad ? 'bad' : value < soon ? 'soon' : 'ok';
  return value >= bad ? 'bad' : value >= soon ? 'soon' : 'ok';
}

/** The worst of several levels: one word for the whole. */
export function worstLevel(levels: readonly HealthLevel[]): HealthLevel {
  return (['bad', 'soon', 'unknown'] as const).find((level) => levels.includes(level)) ?? 'ok';
}
