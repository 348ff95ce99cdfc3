import type { MessageModel } from './message.ts';

type Shown = Pick<MessageModel, 'id' | 'direction'>;

/**
 * The first of the customer's last `unread` messages, given what is shown, oldest first; null when all were seen.
 * `older` while it stands further up than what is shown.
 */
export function findFirstUnread(
  shown: readonly Shown[],
  unread: number,
  hasOlder: boolean,
): { id: string | null } | 'older' {
  if (unread === 0) return { id: null };
  const theirs = shown.filter((message) => message.direction === 'inbound');
  if (theirs.length < unread && hasOlder) return 'older';
  return { id: (theirs.at(-unread) ?? theirs[0])?.id ?? null };
}
