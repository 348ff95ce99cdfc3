import { defineMutators } from '@rocicorp/zero';
import { contactMutators } from './contact.ts';
import { conversationMutators } from './conversation.ts';
import { escalationMutators } from './escalation.ts';
import { leaseMutators } from './lease.ts';
import { memberMutators } from './member.ts';
import { contentMutators } from './message-content.ts';
import { messageMutators } from './message.ts';
import { notificationMutators } from './notification.ts';
import { presenceMutators } from './presence.ts';
import { routingMutators } from './routing.ts';
import { savedReplyMutators } from './saved-reply.ts';
import { savedViewMutators } from './saved-view.ts';

/**
 * Every write a browser can ask for, by name. Each runs twice: at once on the asker's own copy, then on the server,
 * whose word is final. `at` is the asker's clock in the first run and ours in the second.
 */
export const mutators = defineMutators({
  contact: contactMutators,
  conversation: { ...conversationMutators, ...escalationMutators },
  lease: leaseMutators,
  member: memberMutators,
  message: { ...messageMutators, ...contentMutators },
  notification: notificationMutators,
  presence: presenceMutators,
  routing: routingMutators,
  savedReply: savedReplyMutators,
  savedView: savedViewMutators,
});
