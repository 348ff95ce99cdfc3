import { createRateGate, META_LIMITS, type RateGate, type RateLimits } from './limit-rate.ts';
import { createLiveEvents, type LiveEvents } from './live-events.ts';
import { createWireLog, type WireLog } from './log-wire.ts';
import { createRandom } from './make-ids.ts';
import { createFaults, type Faults } from './plan-faults.ts';
import { createState, type SandboxState } from './sandbox-state.ts';
import type { SandboxChannel } from './webhook-body.ts';

export interface WebhookDelivery {
  /** Queues an event; posts it after the delay, again and again until the business answers 200. */
  send(event: Record<string, unknown>, options?: { delayMs?: number; isDoubled?: boolean }): void;
  /** Takes up what an earlier run could not deliver. */
  resume(): void;
}

export interface SandboxLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Ranges in ms between the steps of a message's life. */
export interface StatusPace {
  sentMs: [number, number];
  deliveredMs: [number, number];
  readMs: [number, number];
}

export interface SandboxOptions {
  now: () => number;
  /** A fresh unique text each time. */
  randomId: () => string;
  seed: number;
  /** Where events go; asked each time, because the port may be known late. */
  webhookUrl: () => string;
  appSecret: string;
  verifyToken: string;
  accessToken: string;
  channels: SandboxChannel[];
  /** Numbers of the account that nobody has connected yet. */
  spare?: SandboxChannel[];
  /** Keeps chats, customers and undelivered events across restarts. */
  stateFile?: string;
  log: SandboxLog;
  pace?: StatusPace;
  limits?: RateLimits;
  webhookTimeoutMs?: number;
}

/** Everything the parts of the sandbox share. */
export interface SandboxWorld {
  options: SandboxOptions;
  state: SandboxState;
  events: LiveEvents;
  faults: Faults;
  wire: WireLog;
  gate: RateGate;
  webhooks: WebhookDelivery;
  pace: StatusPace;
  log: SandboxLog;
  now: () => number;
  randomId: () => string;
  /** A whole number of ms within a range, by the seed. */
  between(range: [number, number]): number;
  /** Runs once after a delay, unless the sandbox is stopped or reset first. */
  later(delayMs: number, run: () => void): void;
  /** Counts work under way, for `idle`. */
  track(work: Promise<void>): Promise<void>;
  /** Says that the state should be written to its file soon. */
  changed(): void;
  onChange(listener: () => void): void;
  keepMedia(id: string, bytes: Uint8Array): void;
  isStopped(): boolean;
  cancelTimers(): void;
  stopTimers(): void;
  /** Runs when the sandbox stops; returns the way to forget it. */
  onStop(listener: () => void): () => void;
  /** Resolves when no timer and no call is open. */
  idle(): Promise<void>;
  channelOf(phoneNumberId: string | undefined): SandboxChannel | undefined;
  /** As `channelOf`; a spare number somebody asks for is one of the channels from then on. */
  askFor(phoneNumberId: string): SandboxChannel | undefined;
}

const REAL_PACE: StatusPace = { sentMs: [30, 80], deliveredMs: [100, 300], readMs: [150, 400] };

/** The shared parts, still without a way to deliver events: the composition adds that. */
export function createWorld(options: SandboxOptions): SandboxWorld {
  const random = createRandom(options.seed);
  const timers = new Set<NodeJS.Timeout>();
  const waiters = new Set<() => void>();
  const changeListeners = new Set<() => void>();
  const stopListeners = new Set<() => void>();
  let openWork = 0;
  let stopped = false;

  function settle(): void {
    if (timers.size > 0 || openWork > 0) return;
    for (const wake of waiters) wake();
    waiters.clear();
  }
  const world: SandboxWorld = {
    options,
    state: createState(),
    events: createLiveEvents(),
    faults: createFaults(options.seed),
    wire: createWireLog(),
    gate: createRateGate(options.limits ?? META_LIMITS, options.now),
    webhooks: { send: () => undefined, resume: () => undefined },
    pace: options.pace ?? REAL_PACE,
    log: options.log,
    now: options.now,
    randomId: options.randomId,
    between: ([from, to]) => Math.round(from + random() * (to - from)),
    later(delayMs, run) {
      if (stopped) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        run();
        settle();
      }, delayMs);
      timer.unref();
      timers.add(timer);
    },
    async track(work) {
      openWork += 1;
      try {
        await work;
      } finally {
        openWork -= 1;
        settle();
      }
    },
    changed() {
      for (const listener of changeListeners) listener();
    },
    onChange(listener) {
      changeListeners.add(listener);
    },
    keepMedia: () => undefined,
    isStopped: () => stopped,
    cancelTimers() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      settle();
    },
    stopTimers() {
      stopped = true;
      world.cancelTimers();
      for (const listener of stopListeners) listener();
    },
    onStop(listener) {
      if (stopped) listener();
      stopListeners.add(listener);
      return () => stopListeners.delete(listener);
    },
    idle() {
      if (timers.size === 0 && openWork === 0) return Promise.resolve();
      return new Promise((resolve) => waiters.add(resolve));
    },
    channelOf(phoneNumberId) {
      if (phoneNumberId === undefined) return options.channels[0];
      return options.channels.find((channel) => channel.phoneNumberId === phoneNumberId);
    },
    askFor(phoneNumberId) {
      const spare = options.spare?.find((channel) => channel.phoneNumberId === phoneNumberId);
      if (spare !== undefined && !options.channels.includes(spare)) options.channels.push(spare);
      return world.channelOf(phoneNumberId);
    },
  };
  return world;
}
