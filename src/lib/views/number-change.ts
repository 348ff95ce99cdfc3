import type { NumberChangeModel } from '#lib/inbox/record.ts';
import type { ActivityRow } from '#schema/schema.ts';

const KINDS: Record<string, NumberChangeModel['kind']> = {
  number_passed_on: 'passedOn',
  number_taken: 'taken',
};

/** The last time the number of a thread changed hands, from its lines, newest first; null when both were found to be one. */
export function numberChangeOf(
  lines: readonly ActivityRow[],
): { id: string; kind: NumberChangeModel['kind']; at: number; otherId: string | null } | null {
  const joined = new Set(
    lines.flatMap((a) => (a.kind === 'number_joined' ? [(a.data as { change?: string }).change] : [])),
  );
  for (const { kind, data } of lines) {
    const { change, at, other } = data as { change?: string; at?: number; other?: string | null };
    if (KINDS[kind] && change !== undefined && !joined.has(change))
      return { id: change, kind: KINDS[kind], at: Number(at), otherId: other ?? null };
  }
  return null;
}
