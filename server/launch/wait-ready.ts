import { probeHttp } from './probe-http.ts';
import type { ProcessStatus } from './process-status.ts';

const everyMs = 100;
const toldEveryMs = 30_000;

/**
 * Waits until `/readyz` says 200. `onSlow` hears what it still waits for, every half a minute. Throws with a sentence that
 * names what is not ready.
 */
export async function waitReady(options: {
  origin: string;
  timeoutMs: number;
  listStatus: () => ProcessStatus[];
  logsFolder: string;
  isGivenUp?: () => boolean;
  onSlow?: ((sentence: string) => void) | undefined;
}): Promise<void> {
  const beganAt = Date.now();
  let toldAt = beganAt;
  let last: { status: number; body: string } | null = null;
  while (Date.now() < beganAt + options.timeoutMs && !options.isGivenUp?.()) {
    last = await probeHttp(`${options.origin}/readyz`);
    if (last?.status === 200) return;
    if (Date.now() >= toldAt + toldEveryMs) {
      toldAt = Date.now();
      options.onSlow?.(describeSlow({ ...options, waitedMs: toldAt - beganAt, body: last?.body ?? null }));
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  if (options.isGivenUp?.()) return;
  throw new Error(describeNotReady({ ...options, body: last?.body ?? null }));
}

type Missing = { listStatus: () => ProcessStatus[]; body: string | null };

/** Which parts keep the whole from being ready, in a sentence with the way out. Pure. */
export function describeNotReady(options: Missing & { timeoutMs: number; logsFolder: string }): string {
  return `Not ready after ${seconds(options.timeoutMs)}: ${missingParts(options)}. What each part said is in ${options.logsFolder}.`;
}

/** What is still waited for. Pure. */
export function describeSlow(options: Missing & { waitedMs: number }): string {
  return `Still starting after ${seconds(options.waitedMs)}: ${missingParts(options)}.`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

function missingParts({ listStatus, body }: Missing): string {
  const waiting = listStatus()
    .filter((status) => status.state !== 'running')
    .map((status) => `${status.name} is ${status.state}`);
  return [...waiting, ...describeBody(body)].join(', ') || 'web does not answer';
}

function describeBody(body: string | null): string[] {
  if (body === null) return ['web does not answer'];
  try {
    const found = JSON.parse(body) as Record<string, unknown>;
    return ['database', 'sync', 'worker']
      .map((part) => ({ part, state: readState(found[part]) }))
      .filter(({ state }) => state !== null && state !== 'ok')
      .map(({ part, state }) => `${part} is ${state}`);
  } catch {
    return ['web answers /readyz with something that is not JSON'];
  }
}

/** `/readyz` gives each part as a word or as an object with a `status`. */
function readState(part: unknown): string | null {
  if (typeof part === 'string') return part;
  if (typeof part === 'object' && part !== null && 'status' in part) return String(part.status);
  return null;
}
