import { calendarParts } from '#lib/format/time.ts';
import type { MessageModel, SystemLineModel } from './message.ts';

const GROUP_GAP_MS = 5 * 60_000;
const FOLD_FROM = 3;

/** What the thread draws, top to bottom. Keys are stable while a group grows at its end. */
export type ThreadItem =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  | { kind: 'group'; key: string; messages: MessageModel[] }
  | { kind: 'note'; key: string; message: MessageModel }
  | { kind: 'system'; key: string; lines: SystemLineModel[]; isFolded: boolean };

type Entry = { at: number; message: MessageModel } | { at: number; line: SystemLineModel };

/**
 * Puts messages and system lines in order of time, parts days, groups bubbles by one author within five minutes,
 * folds three or more system lines in a row, and marks the first unread message.
 */
export function groupMessages(
  messages: readonly MessageModel[],
  lines: readonly SystemLineModel[],
  options: { timeZone: string; firstUnreadId: string | null },
): ThreadItem[] {
  const items: ThreadItem[] = [];
  let lastDay: number | null = null;
  for (const entry of inOrder(messages, lines)) {
    const day = calendarParts(entry.at, options.timeZone).dayNumber;
    if (day !== lastDay) items.push({ kind: 'day', key: `day-${day}`, at: entry.at });
    lastDay = day;
    if ('line' in entry) addLine(items, entry.line);
    else addMessage(items, entry.message, options.firstUnreadId);
  }
  return items;
}

/** What says the same stays the same thing, so that one new message draws its own group and no other. */
export function keepItems(before: readonly ThreadItem[], now: readonly ThreadItem[]): ThreadItem[] {
  const known = new Map(before.map((item) => [item.key, item]));
  return now.map((item) => {
    const was = known.get(item.key);
    return was && saysTheSame(was, item) ? was : item;
  });
}

function saysTheSame(one: ThreadItem, other: ThreadItem): boolean {
  if (one.kind === 'group' && other.kind === 'group') return areSame(one.messages, other.messages);
  if (one.kind === 'system' && other.kind === 'system') return areSame(one.lines, other.lines);
  if (one.kind === 'note' && other.kind === 'note') return one.message === other.message;
  if (one.kind === 'day' && other.kind === 'day') return one.at === other.at;
  return one.kind === 'unread' && other.kind === 'unread';
}

function areSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((thing, index) => thing === other[index]);
}

function inOrder(messages: readonly MessageModel[], lines: readonly SystemLineModel[]): Entry[] {
  const entries: Entry[] = [
    ...messages.map((message) => ({ at: message.at, message })),
    ...lines.map((line) => ({ at: line.at, line })),
  ];
  // Sorting is stable, so messages of the same instant keep the order they came in.
  return entries.sort((one, other) => one.at - other.at);
}

function addLine(items: ThreadItem[], line: SystemLineModel): void {
  const last = items.at(-1);
  if (last?.kind !== 'system') {
    items.push({ kind: 'system', key: `system-${line.id}`, lines: [line], isFolded: false });
    return;
  }
  last.lines.push(line);
  last.isFolded = last.lines.length >= FOLD_FROM;
}

function addMessage(items: ThreadItem[], message: MessageModel, firstUnreadId: string | null): void {
  if (message.id === firstUnreadId) items.push({ kind: 'unread', key: 'unread' });
  if (message.direction === 'note') {
    items.push({ kind: 'note', key: message.id, message });
    return;
  }
  const last = items.at(-1);
  if (last?.kind === 'group' && belongsTo(last.messages, message)) {
    last.messages.push(message);
    return;
  }
  items.push({ kind: 'group', key: `group-${message.id}`, messages: [message] });
}

function belongsTo(group: readonly MessageModel[], message: MessageModel): boolean {
  const previous = group.at(-1);
  if (!previous || previous.direction !== message.direction) return false;
  if (previous.author.kind !== message.author.kind || previous.author.id !== message.author.id) return false;
  return message.at - previous.at < GROUP_GAP_MS;
}
