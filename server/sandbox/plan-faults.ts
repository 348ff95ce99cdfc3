import { createRandom } from './make-ids.ts';

/** Everything the sandbox can do wrong, with the sentence the control page shows. */
export const SANDBOX_FAULTS = {
  duplicate: 'The same webhook arrives twice at once',
  shuffle: 'Statuses of a message arrive in the wrong order',
  late: 'Webhooks arrive late, with their true time',
  lostAnswer: 'The message is accepted, but our answer is lost',
  slowAnswer: 'The answer comes after its statuses',
  serverError: 'HTTP 500 with a WhatsApp error (131016)',
  serverErrorBare: 'HTTP 502 without a body',
  html503: 'HTTP 503 with a web page',
  numberLimit: 'Too fast for the number (130429, HTTP 400)',
  numberLimit429: 'Too fast for the number (130429, HTTP 429)',
  pairLimit: 'Too many to this customer (131056)',
  tokenExpired: 'The access token has expired (190)',
  windowShut: 'Accepted, then failed: window shut (131047)',
  undeliverable: 'Accepted, then failed: not on WhatsApp (131026)',
  marketingHeld: 'Accepted, then failed: marketing held back (131049)',
  noStatus: 'Accepted, and no status ever comes',
  skipDelivered: 'Read without delivered',
  deliveredAndFailed: 'Delivered on one device, failed on another',
  templateChecked: 'Template held for a quality check, let go after the delay',
  templatePaused: 'Template paused in the answer, dropped after the delay (132015)',
} as const;

export type SandboxFault = keyof typeof SANDBOX_FAULTS;

export interface FaultSetting {
  /** Strikes this many more times, then stops. */
  next: number;
  /** Strikes each time with this chance, 0 to 1, by the seed. */
  probability: number;
  /** For `late`, and how long a template is held. */
  delayMs: number;
}

export interface Faults {
  /** Does this fault strike now? Counts down and draws from the seed. */
  strikes(fault: SandboxFault): boolean;
  /** Is it meant for the next message, and for nothing else? */
  isForNext(fault: SandboxFault): boolean;
  delayMs(fault: SandboxFault): number;
  set(changes: { seed?: number; faults?: Partial<Record<SandboxFault, Partial<FaultSetting>>> }): void;
  clear(): void;
  current(): { seed: number; faults: Record<SandboxFault, FaultSetting & { sentence: string }> };
}

const NAMES = Object.keys(SANDBOX_FAULTS) as SandboxFault[];

/** The fault switchboard. Each fault draws from its own seeded stream, so one does not disturb the others. */
export function createFaults(initialSeed: number): Faults {
  let seed = initialSeed;
  const settings = new Map<SandboxFault, FaultSetting>();
  const streams = new Map<SandboxFault, () => number>();

  function settingOf(fault: SandboxFault): FaultSetting {
    return settings.get(fault) ?? { next: 0, probability: 0, delayMs: 5_000 };
  }
  function streamOf(fault: SandboxFault): () => number {
    const stream = streams.get(fault) ?? createRandom(seed * 31 + NAMES.indexOf(fault));
    streams.set(fault, stream);
    return stream;
  }
  return {
    strikes(fault) {
      const setting = settingOf(fault);
      if (setting.next > 0) {
        settings.set(fault, { ...setting, next: setting.next - 1 });
        return true;
      }
      return setting.probability > 0 && streamOf(fault)() < setting.probability;
    },
    isForNext: (fault) => settingOf(fault).next > 0,
    delayMs(fault) {
      return settingOf(fault).delayMs;
    },
    set(changes) {
      if (changes.seed !== undefined) {
        seed = changes.seed;
        streams.clear();
      }
      for (const fault of NAMES) {
        const change = changes.faults?.[fault];
        if (change !== undefined) settings.set(fault, { ...settingOf(fault), ...change });
      }
    },
    clear() {
      settings.clear();
      streams.clear();
    },
    current() {
      const entries = NAMES.map((name) => [name, { ...settingOf(name), sentence: SANDBOX_FAULTS[name] }]);
      return { seed, faults: Object.fromEntries(entries) as ReturnType<Faults['current']>['faults'] };
    },
  };
}
