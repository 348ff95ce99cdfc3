import { holdReason } from '#schema/domain/held-message.ts';
import type { DeliveryStep } from './apply-deliveries.ts';

type Taken = { messageId: string; providerMessageId: string; messageStatus?: string | undefined; at: number };

/** What it means for a message that the provider took it: sent, unless the answer says that it holds it back. */
export function takenStep({ messageId, providerMessageId, messageStatus, at }: Taken): DeliveryStep {
  const reason = holdReason(messageStatus);
  if (reason === null) return { messageId, evidence: 'sent', from: 'call', at, providerMessageId };
  const failure = { key: reason, code: null, title: messageStatus ?? null, details: null, since: at };
  return { messageId, evidence: 'held', from: reason, at, failure, providerMessageId };
}
