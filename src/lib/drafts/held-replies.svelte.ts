/** A reply written while nothing could be sent. It keeps its id, and what its writer had seen when writing it. */
export type HeldReply = {
  id: string;
  conversationId: string;
  text: string;
  quotedMessageId: string | null;
  seenAnswerId: string | null;
  at: number;
};

const PREFIX = 'kazi.held';
let owner = '';
let held = $state.raw<readonly HeldReply[]>([]);

/** Replies waiting for the connection, oldest first. They live on the device and survive reload. */
export const heldReplies = {
  get all(): readonly HeldReply[] {
    return held;
  },
};

export function loadHeldReplies(memberId: string): void {
  owner = memberId;
  const kept = localStorage.getItem(`${PREFIX}.${memberId}`);
  held = kept ? (JSON.parse(kept) as HeldReply[]) : [];
}

function keep(next: readonly HeldReply[]): void {
  held = next;
  if (next.length === 0) localStorage.removeItem(`${PREFIX}.${owner}`);
  else localStorage.setItem(`${PREFIX}.${owner}`, JSON.stringify(next));
}

export function holdReply(reply: HeldReply): void {
  keep([...held.filter((r) => r.id !== reply.id), reply]);
}

/**
 * Sends what was held, in order. `send` says `sent`, `refused` (the words go back to their writer by `onrefused`) or
 * `unreachable`, on which the rest goes on waiting.
 */
export async function releaseHeldReplies(
  send: (reply: HeldReply) => Promise<'sent' | 'refused' | 'unreachable'>,
  onrefused: (reply: HeldReply) => void,
): Promise<void> {
  for (const reply of held) {
    const outcome = await send(reply);
    if (outcome === 'unreachable') return;
    keep(held.filter((r) => r.id !== reply.id));
    if (outcome === 'refused') onrefused(reply);
  }
}
