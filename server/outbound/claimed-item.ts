/** What an item that is no message of its own says. */
export type ReactionPayload = { targetMessageId: string; emoji: string | null };

/** One thing a lane owes, taken by this worker for the length of its lease. */
export type ClaimedItem = {
  id: string;
  attemptId: string;
  kind: 'message' | 'reaction';
  /** Null for a reaction. */
  messageId: string | null;
  payload: Partial<ReactionPayload>;
  workspaceId: string;
  channelId: string;
  attempts: number;
};
