/** The last outbound message of a conversation, by arrival. `memberId` null: a rule, the phone app or another system. */
export type LastAnswer = { id: string; memberId: string | null };

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
