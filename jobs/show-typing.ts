import { tellCustomer } from '#server/outbound/tell-customer.ts';
import type { Handler } from './job-deps.ts';

/** A member is writing an answer: the customer sees us typing. */
export const showTyping: Handler<'show-typing'> = async (
  { conversationId },
  { pool, secretBox, whatsappApiUrl, now },
) => {
  await tellCustomer({ pool, secretBox, apiUrl: whatsappApiUrl, now }, { conversationId, isTyping: true });
};
