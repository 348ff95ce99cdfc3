/** One thing found. `messageId` is null when the person is what matched. Instants in ms. */
export type Found = {
  conversationId: string;
  contactName: string;
  inboxName: string;
  messageId: string | null;
  text: string | null;
  author: string | null;
  at: number;
};

export const MOST_FOUND = 20;
export const SNIPPET_LENGTH = 160;
