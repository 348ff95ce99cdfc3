import type { MessageStatus } from '#schema/tables.gen.ts';
import type { Queryable } from '../queue.ts';
import { applyDeliveries } from './apply-deliveries.ts';
import type { DeliveryStep } from './apply-deliveries.ts';

export type { DeliveryStep, Failure } from './apply-deliveries.ts';

/** Climbs one message by one piece of evidence. Returns the status the message now has; null when nobody knows it. */
export async function applyDelivery(tx: Queryable, step: DeliveryStep): Promise<MessageStatus | null> {
  const [status] = await applyDeliveries(tx, [step]);
  return status ?? null;
}
