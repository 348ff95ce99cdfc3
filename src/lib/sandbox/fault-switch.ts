import type { FaultSetting } from './sandbox-api.ts';

export const FAULT_GROUPS = {
  events: ['duplicate', 'shuffle', 'late'],
  answers: [
    'lostAnswer',
    'slowAnswer',
    'serverError',
    'serverErrorBare',
    'html503',
    'numberLimit',
    'numberLimit429',
    'pairLimit',
    'tokenExpired',
  ],
  fates: [
    'windowShut',
    'undeliverable',
    'marketingHeld',
    'noStatus',
    'skipDelivered',
    'deliveredAndFailed',
    'templateChecked',
    'templatePaused',
  ],
} as const;

export type FaultGroup = keyof typeof FAULT_GROUPS;
export type FaultName = (typeof FAULT_GROUPS)[FaultGroup][number];
export type FaultMode = 'next' | 'always';

/** What travels: WhatsApp's own number for it, shown small. */
export const FAULT_CODES: Partial<Record<FaultName, string>> = {
  serverError: '131016',
  serverErrorBare: '502',
  html503: '503',
  numberLimit: '130429',
  numberLimit429: '130429',
  pairLimit: '131056',
  tokenExpired: '190',
  windowShut: '131047',
  undeliverable: '131026',
  marketingHeld: '131049',
  templatePaused: '132015',
};

export const LATE_MS = 30_000;
/** A held template is held so long: time to look at it. */
export const HELD_MS = 60_000;

const DELAYS: Partial<Record<FaultName, number>> = {
  late: LATE_MS,
  templateChecked: HELD_MS,
  templatePaused: HELD_MS,
};

/** Is it set, and for how long? Null when it is off. */
export function faultMode(setting: FaultSetting | undefined): FaultMode | null {
  if (setting === undefined) return null;
  if (setting.probability > 0) return 'always';
  return setting.next > 0 ? 'next' : null;
}

/** What to ask of the sandbox so that a fault stands like this. */
export function faultChange(name: FaultName, mode: FaultMode | null): Partial<FaultSetting> {
  const delayMs = DELAYS[name];
  const delay = delayMs === undefined ? {} : { delayMs };
  return { next: mode === 'next' ? 1 : 0, probability: mode === 'always' ? 1 : 0, ...delay };
}

/** Events repeat until told otherwise; a refused send is usually wanted once. */
export function usualMode(name: FaultName): FaultMode {
  return (FAULT_GROUPS.events as readonly string[]).includes(name) ? 'always' : 'next';
}
