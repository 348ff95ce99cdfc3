import type { ChatMessage, SandboxCustomer } from './sandbox-state.ts';
import type { SandboxWorld } from './sandbox-world.ts';

export interface ShownMessage extends Omit<ChatMessage, 'plan' | 'opaque' | 'pricing'> {
  /** Where the page can fetch the file. */
  mediaUrl: string | null;
}

export interface ShownCustomer extends Omit<SandboxCustomer, 'wroteAt'> {
  isNumberHidden: boolean;
  windowClosesAt: Record<string, number>;
  lastMessage: { text: string; at: number; direction: ChatMessage['direction'] } | null;
  unread: number;
}

/** A bubble as the page gets it; null for one the customer never sees. */
export function showMessage(message: ChatMessage): ShownMessage | null {
  if (message.type === 'reaction' || message.plan.failCode !== undefined) return null;
  // Not let go yet: the customer has not got it.
  if (message.plan.heldAs !== undefined && message.status === 'accepted') return null;
  const { plan: _plan, opaque: _opaque, pricing: _pricing, ...shown } = message;
  const mediaUrl = message.mediaId === null ? message.mediaLink : `/sandbox-api/media/${message.mediaId}`;
  return { ...shown, mediaUrl };
}

const DAY_MS = 24 * 60 * 60 * 1000;

export function showCustomer(world: SandboxWorld, customer: SandboxCustomer): ShownCustomer {
  const { wroteAt, ...rest } = customer;
  const chat = (world.state.chats.get(customer.id) ?? []).filter((message) => showMessage(message) !== null);
  const last = chat.at(-1);
  return {
    ...rest,
    isNumberHidden: customer.identityMode !== 'phone',
    windowClosesAt: Object.fromEntries(Object.entries(wroteAt).map(([id, at]) => [id, at + DAY_MS])),
    lastMessage:
      last === undefined ? null : { text: last.text ?? last.type, at: last.at, direction: last.direction },
    unread: chat.filter((message) => message.direction === 'toCustomer' && message.status === 'delivered')
      .length,
  };
}
