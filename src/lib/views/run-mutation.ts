import { errorSentence } from '#lib/errors/error-sentences.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { settled, zero } from '#lib/zero/zero.svelte.ts';
import { refusalIn } from '#schema/errors.ts';
import type { ErrorCode, RefusalDetails } from '#schema/errors.ts';

type Mutation = Parameters<ReturnType<typeof zero>['mutate']>[0];

export type Refused = { code: ErrorCode; details: RefusalDetails };

/**
 * Runs a mutation; says what refused it, or that it could not be asked. Null when it went through. `onapplied` is called
 * once this device has done its part, well or not.
 */
export async function ask(mutation: unknown, onapplied?: () => void): Promise<Refused | null> {
  const result = zero().mutate(mutation as Mutation);
  if (onapplied) void result.client.then(onapplied, onapplied);
  const answer = await settled(result);
  return answer.ok ? null : (refusalIn(answer.error) ?? { code: 'unavailable', details: {} });
}

/** Says a refusal in a sentence with its way out. */
export function tell(refusal: Refused): void {
  const { title, wayOut } = errorSentence(refusal.code, refusal.details);
  toasts.show(`${title} ${wayOut}`, { tone: 'failed' });
}

/** Runs a mutation and tells its refusal. */
export async function run(mutation: unknown, onapplied?: () => void): Promise<Refused | null> {
  const refusal = await ask(mutation, onapplied);
  if (refusal) tell(refusal);
  return refusal;
}

/** Runs a mutation and tells its refusal; true when it went through. */
export async function attempt(mutation: unknown): Promise<boolean> {
  return (await run(mutation)) === null;
}
