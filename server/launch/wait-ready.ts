import { probeHttp } from './probe-http.ts';
import type { ProcessStatus } from './process-status.ts';

const everyMs = 100;

/** Waits until `/readyz` says 200. Throws with a sentence that names what is not ready. */
export async function waitReady(options: {
  origin: string;
  timeoutMs: number;
  listStatus: () => ProcessStatus[];
  logsFolder: string;
  isGivenUp?: () => boolean;
}): Promise<void> {
  const until = Date.now() + options.timeoutMs;
  let last: { status: number; body: string } | null = null;
  while (Date.now() < until && !options.isGivenUp?.()) {
    last = await probeHttp(`${options.origin}/readyz`);
    if (last?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  if (options.isGivenUp?.()) return;
  throw new Error(describeNotReady({ ...options, body: last?.body ?? null }));
}

/** Which parts keep the whole from being ready, in a sentence with the way out. Pure. */
export function describeNotReady(options: {
  timeoutMs: number;
  listStatus: () => ProcessStatus[];
  body: string | null;
  logsFolder: string;
}): string {
  const waiting = options
    .listStatus()
    .filter((status) => status.state !== 'running')
    .map((status) => `${status.name} is ${status.state}`);
  const answered = describeBody(options.body);
  const parts = [...waiting, ...answered];
  return [
    `Not ready after ${Math.round(options.timeoutMs / 1000)} s: ${parts.join(', ') || 'web does not answer'}.`,
    `What each part said is in ${options.logsFolder}.`,
  ].join(' ');
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
