import type { TransactionProviderHooks, TransactionProviderInput } from '@rocicorp/zero/server';
import type { Refusal } from '#schema/errors.ts';

class EarlyRefusal extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Refuses a mutation of which nothing was written yet. For the callback of the engine's transaction. */
export function refuseEarly(refusal: Refusal): Promise<never> {
  return Promise.reject(new EarlyRefusal(refusal));
}

type Engine = { hooks: TransactionProviderHooks; input: TransactionProviderInput | undefined };

/**
 * The engine answers a refusal with a rollback and a second transaction that notes it. Where nothing was written there is
 * nothing to roll back: the same transaction, which has counted the mutation already, notes it and answers.
 */
export async function withEarlyRefusal<R>(
  callback: () => R | Promise<R>,
  { hooks, input }: Engine,
): Promise<R> {
  try {
    return await callback();
  } catch (error) {
    if (!(error instanceof EarlyRefusal) || !input) throw error;
    const { message, details } = error.refusal;
    const answer = {
      id: { clientID: input.clientID, id: input.mutationID },
      result: { error: 'app' as const, message, details },
    };
    await hooks.writeMutationResult(answer);
    return answer as R;
  }
}
