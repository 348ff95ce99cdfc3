import type { ConversationRow } from '#schema/schema.ts';
import type { Breach } from '#schema/tables.gen.ts';

/** Which promise to the customer stands and comes first, and until when; null when none does. */
export function standingPromise(
  c: Pick<ConversationRow, 'status' | 'firstResponseDueAt' | 'nextResponseDueAt' | 'resolutionDueAt'>,
): { kind: Breach; dueAt: number } | null {
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
