/** The last outbound message of a conversation, by arrival. `memberId` null: a rule, the phone app or another system. */
export type LastAnswer = { id: string; memberId: string | null };

/**
 * Does an answer that comes from outside, out of the phone app or a handed-over history, become the last one? Only if it
 * says something newer than the last: what is older than what stands there, or was only handed over, refuses nobody's
 * reply. Instants in ms; `lastAt` null: nothing was answered yet.
 */
export function isNewAnswer(lastAt: number | null, answer: { at: number; isHandedOver: boolean }): boolean {
  return !answer.isHandedOver && (lastAt === null || answer.at >= lastAt);
}

/**
 * Was this reply written without having seen an answer that has landed meanwhile? One's own answers are known to oneself.
 * What the writer had seen is named by the id of the last answer on their screen; null means none.
 */
export function isFenced(
  lastAnswer: LastAnswer | null,
  { memberId, seenAnswerId }: { memberId: string; seenAnswerId: string | null },
): boolean {
  if (lastAnswer === null || lastAnswer.id === seenAnswerId) return false;
  return lastAnswer.memberId !== memberId;
}
