import { deliverPush } from '#server/push/deliver-push.ts';
import type { Handler } from './job-deps.ts';

/** One message to one device; a push service that has trouble is asked again with the queue's back-off. */
export const sendPushJob: Handler<'send-push'> = async (payload, { pool, secretBox, push, log, now }) => {
  const outcome = await deliverPush({ pool, secretBox, ...push, now }, payload);
  if (outcome === 'refused')
    log.warn({ subscriptionId: payload.subscriptionId }, 'a push service refused a message');
  if (outcome === 'later') throw new Error('the push service could not take it now');
};
