import type { ConversationRow } from '#schema/schema.ts';
import type { Breach } from '#schema/tables.gen.ts';

type Promised = Pick<
  ConversationRow,
  'status' | 'firstResponseDueAt' | 'nextResponseDueAt' | 'resolutionDueAt'
>;

/** Which promise to the customer stands and comes first, and until when; null when none does. */
export function standingPromise(c: Promised): { kind: Breach; dueAt: number } | null {
  if (c.status === 'closed') return null;
  const standing = (
    [
      ['first', c.firstResponseDueAt],
      ['next', c.nextResponseDueAt],
      ['resolution', c.resolutionDueAt],
    ] as const
  )
    .flatMap(([kind, dueAt]) => (dueAt == null ? [] : [{ kind, dueAt }]))
    .sort((a, b) => a.dueAt - b.dueAt);
  return standing[0] ?? null;
}

/** Of these conversations: how many have a promise that can still be kept, and the first of those; null when none has. */
export function promiseAhead(
  conversations: readonly Promised[],
  now: number,
): { count: number; kind: Breach; dueAt: number } | null {
  const ahead = conversations
    .flatMap((c) => standingPromise(c) ?? [])
    .filter(({ dueAt }) => dueAt > now)
    .sort((a, b) => a.dueAt - b.dueAt);
  return ahead[0] ? { count: ahead.length, ...ahead[0] } : null;
}
