import type { FormatContext } from '#lib/format/locale.ts';
import { formatToTheSecond } from '#lib/format/time.ts';
import type { Messages } from '#lib/i18n/en.ts';
import type { MessageTransitionRow } from '#schema/schema.ts';

export type TrailStep = {
  id: string;
  status: MessageTransitionRow['status'];
  title: string;
  /** Who says so, and whether it told nothing new. */
  why: string;
  at: number;
  time: string;
  isApplied: boolean;
};

const ORDER: readonly MessageTransitionRow['status'][] = [
  'received',
  'queued',
  'sending',
  'unconfirmed',
  'held',
  'sent',
  'delivered',
  'read',
];

/** By the second, for WhatsApp knows no finer; within one as they climb, what ends it last. */
function inOrder(one: MessageTransitionRow, other: MessageTransitionRow): number {
  const rank = ({ status, evidence }: MessageTransitionRow) =>
    ORDER.includes(status) ? ORDER.indexOf(status) + Number(evidence === 'played') / 2 : ORDER.length;
  return (
    Math.floor(one.at / 1000) - Math.floor(other.at / 1000) ||
    rank(one) - rank(other) ||
    Number(other.applied) - Number(one.applied)
  );
}

/** The steps of one message in words, in the order they happened; the day is said where it changes. */
export function trailOf(
  rows: readonly MessageTransitionRow[],
  words: Messages['trail'],
  { now, format }: { now: number; format: FormatContext },
): TrailStep[] {
  return rows.toSorted(inOrder).map(({ id, status, evidence, applied, at }, index, steps) => {
    const who = (words.evidence as Record<string, string>)[evidence] ?? evidence;
    // Whoever plays a voice note has read it: the ticks need not move for it to be news.
    const isPlayed = evidence === 'played';
    const isApplied = applied || isPlayed;
    return {
      id,
      status,
      title: isPlayed ? words.played : words.steps[status],
      why: isApplied || evidence === 'earlierTry' ? who : `${who}, ${words.known}`,
      at,
      time: formatToTheSecond(at, steps[index - 1]?.at ?? now, format),
      isApplied,
    };
  });
}
