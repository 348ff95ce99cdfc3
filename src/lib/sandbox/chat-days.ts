import type { FormatContext } from '#lib/format/locale.ts';
import { calendarParts } from '#lib/format/time.ts';
import type { PhoneMessage } from './sandbox-api.ts';

/** A bubble and whether it opens or closes a run of the same author. */
export type ChatItem = { message: PhoneMessage; isFirst: boolean; isLast: boolean };
export type ChatDay = { dayNumber: number; at: number; items: ChatItem[] };

const RUN_MS = 5 * 60 * 1000;

/** Cuts a chat into calendar days of the workspace's zone, and marks the runs of bubbles within them. */
export function groupByDay(
  chat: readonly PhoneMessage[],
  context: Pick<FormatContext, 'timeZone'>,
): ChatDay[] {
  const days: ChatDay[] = [];
  for (const message of chat) {
    const { dayNumber } = calendarParts(message.at, context.timeZone);
    let day = days.at(-1);
    if (day?.dayNumber !== dayNumber) {
      day = { dayNumber, at: message.at, items: [] };
      days.push(day);
    }
    const before = day.items.at(-1);
    const isRun = before?.message.direction === message.direction && message.at - before.message.at < RUN_MS;
    if (isRun && before !== undefined) before.isLast = false;
    day.items.push({ message, isFirst: !isRun, isLast: true });
  }
  return days;
}
