import type { FormatContext } from '#lib/format/locale.ts';
import { formatToTheSecond } from '#lib/format/time.ts';
import type { Messages } from '#lib/i18n/en.ts';
import type { MessageTransitionRow } from '#schema/schema.ts';

export type TrailStep = {
  id: string;
  status: MessageTransitionRow['status'];
  title: string;
  /** Who says so, and whether it came too late to matter. */
  why: string;
  at: number;
  time: string;
  isApplied: boolean;
};

/** The steps of one message in words, in the order they happened. */
export function trailOf(
  rows: readonly MessageTransitionRow[],
  words: Messages['trail'],
  { now, format }: { now: number; format: FormatContext },
): TrailStep[] {
  return rows.map(({ id, status, evidence, applied, at }) => {
    const who = (words.evidence as Record<string, string>)[evidence] ?? evidence;
    return {
      id,
      status,
      title: words.steps[status],
      why: applied ? who : `${who}, ${words.late}`,
      at,
      time: formatToTheSecond(at, now, format),
      isApplied: applied,
    };
  });
}
