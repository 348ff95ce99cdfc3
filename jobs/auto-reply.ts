import { sendAutoReply } from '#server/inbound/auto-reply.ts';
import type { Handler } from './job-deps.ts';

/** Tells a customer who wrote outside opening hours that nobody is here. */
export const autoReplyJob: Handler<'auto-reply'> = async (
  { conversationId },
  { pool, now, markChanged, log },
) => {
  const done = await sendAutoReply(pool, { conversationId, now: now() });
  if (!done) return;
  if (done.decision.send !== null) markChanged(done.workspaceId);
  else if (done.decision.why === 'no_approved_means')
    log.warn(
      { conversationId },
      'no automatic reply: there is no text for an open window and no approved template',
    );
};
