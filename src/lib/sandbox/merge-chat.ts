import type { PhoneMessage, PhoneStatus, Presence } from './sandbox-api.ts';

const RANK: Record<PhoneStatus, number> = {
  accepted: 0,
  sent: 1,
  delivered: 2,
  read: 3,
  played: 4,
  failed: 5,
};

/** Never back down: a list fetched earlier may arrive after news that is fresher. */
export function furtherStatus(one: PhoneStatus, other: PhoneStatus): PhoneStatus {
  return RANK[one] >= RANK[other] ? one : other;
}

/** A chat with bubbles added or replaced by id, in the order they were written. */
export function mergeChat(chat: readonly PhoneMessage[], more: readonly PhoneMessage[]): PhoneMessage[] {
  const byId = new Map(chat.map((message) => [message.id, message]));
  for (const message of more) {
    const known = byId.get(message.id);
    const status = known === undefined ? message.status : furtherStatus(known.status, message.status);
    byId.set(message.id, { ...message, status });
  }
  return [...byId.values()].sort((one, other) => one.at - other.at);
}

/** A chat in which one bubble got further. */
export function moveStatus(
  chat: readonly PhoneMessage[],
  messageId: string,
  status: PhoneStatus,
): PhoneMessage[] {
  return chat.map((message) =>
    message.id === messageId ? { ...message, status: furtherStatus(message.status, status) } : message,
  );
}

/** A phone that is off has not got what is still under way: those bubbles wait. */
export function splitWaiting(
  chat: readonly PhoneMessage[],
  presence: Presence,
): { shown: PhoneMessage[]; waiting: number } {
  const shown = chat.filter((message) => {
    const isUnderWay = message.status === 'accepted' || message.status === 'sent';
    return presence !== 'offline' || message.direction === 'toBusiness' || !isUnderWay;
  });
  return { shown, waiting: chat.length - shown.length };
}
