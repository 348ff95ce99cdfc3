import type { NumberChangeModel } from '#lib/inbox/record.ts';
import type { ActivityRow } from '#schema/schema.ts';

const KINDS: Record<string, NumberChangeModel['kind']> = {
  number_passed_on: 'passedOn',
  number_taken: 'taken',
};

type Said = { change?: string; at?: number; other?: string | null; who?: string | null };

/** The joins that stand, newest first: what was taken apart since does not. `lines` newest first. */
function joinsThatStand(lines: readonly ActivityRow[]): ActivityRow[] {
  const settled = new Set<string | undefined>();
  return lines.filter(({ kind, data }) => {
    if (kind !== 'number_joined' && kind !== 'number_separated') return false;
    const { change } = data as Said;
    if (settled.has(change)) return false;
    settled.add(change);
    return kind === 'number_joined';
  });
}

/** The last time the number of a thread changed hands, from its lines, newest first; null when both were found to be one. */
export function numberChangeOf(
  lines: readonly ActivityRow[],
): { id: string; kind: NumberChangeModel['kind']; at: number; otherId: string | null } | null {
  const joined = new Set(joinsThatStand(lines).map(({ data }) => (data as Said).change));
  for (const { kind, data } of lines) {
    const { change, at, other } = data as Said;
    if (KINDS[kind] && change !== undefined && !joined.has(change))
      return { id: change, kind: KINDS[kind], at: Number(at), otherId: other ?? null };
  }
  return null;
}

/** The last time this record and another were put together, as far as they still are. `by` empty: by the provider's word. */
export function joinOf(
  lines: readonly ActivityRow[],
): { changeId: string; who: string; by: string; at: number } | null {
  const [line] = joinsThatStand(lines);
  const { change, who } = (line?.data ?? {}) as Said;
  if (!line || change === undefined) return null;
  return { changeId: change, who: who ?? '', by: line.actorName ?? '', at: line.at };
}
