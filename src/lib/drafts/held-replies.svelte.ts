/** A reply whose fate is not known yet. It keeps its id, and what its writer had seen when writing it. */
export type HeldReply = {
  id: string;
  conversationId: string;
  text: string;
  quotedMessageId: string | null;
  seenAnswerId: string | null;
  anywayActivityId?: string;
  at: number;
};

const PREFIX = 'kazi.held';
let owner = '';
let held = $state.raw<readonly HeldReply[]>([]);
let leaving = $state.raw<readonly HeldReply[]>([]);

/** Replies waiting for the connection, oldest first. They live on the device and survive reload. */
export const heldReplies = {
  get all(): readonly HeldReply[] {
    return held;
  },
};

/** Replies on their way to the store: shown in the frame of the key that sent them. */
export const leavingReplies = {
  get all(): readonly HeldReply[] {
    return leaving;
  },
  add(reply: HeldReply): void {
    leaving = [...leaving, reply];
  },
  /** The store shows it, or it was refused. */
  drop(id: string): void {
    leaving = leaving.filter((reply) => reply.id !== id);
  },
};

// One key each, so that tabs of one person do not write over each other's.
const keyOf = (id: string): string => `${PREFIX}.${owner}.${id}`;

/** Reads what this member sent and nobody has heard the end of: the tab may have been closed on its way. */
export function loadHeldReplies(memberId: string): void {
  owner = memberId;
  const found: HeldReply[] = [];
  for (let i = 0; i < localStorage.length; i++) {
    const key = localStorage.key(i)!;
    if (!key.startsWith(`${PREFIX}.${memberId}.`)) continue;
    try {
      found.push(JSON.parse(localStorage.getItem(key)!) as HeldReply);
    } catch {
      localStorage.removeItem(key);
    }
  }
  held = found.sort((a, b) => a.at - b.at);
}

/** Writes a reply down before it leaves, so that a tab that dies before the answer takes no words with it. */
export function keepUntilAnswered(reply: HeldReply): void {
  localStorage.setItem(keyOf(reply.id), JSON.stringify(reply));
}

/** The answer is known. True for the one tab that may act on it. */
export function answerCame(id: string): boolean {
  const isOurs = localStorage.getItem(keyOf(id)) !== null;
  localStorage.removeItem(keyOf(id));
  held = held.filter((r) => r.id !== id);
  return isOurs;
}

/** No answer can be had now: the reply waits for the connection. */
export function holdReply(reply: HeldReply): void {
  keepUntilAnswered(reply);
  held = [...held.filter((r) => r.id !== reply.id), reply];
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
    if (answerCame(reply.id) && outcome === 'refused') onrefused(reply);
  }
}
