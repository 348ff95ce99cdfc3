import { tellCustomer } from '#server/outbound/tell-customer.ts';
import type { Handler } from './job-deps.ts';

/** A member opened the conversation: the customer's ticks turn blue. */
export const markReadJob: Handler<'mark-read'> = async (
  { conversationId },
  { pool, secretBox, whatsappApiUrl, now },
) => {
  await tellCustomer({ pool, secretBox, apiUrl: whatsappApiUrl, now }, { conversationId });
};
