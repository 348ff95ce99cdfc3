import { createBuilder, createSchema, relationships } from '@rocicorp/zero';
import type { Row } from '@rocicorp/zero';
import type { Context } from './context.ts';
import {
  activity,
  contact,
  conversation,
  escalation,
  identity,
  mention,
  message,
  messageTransition,
  presence,
  replyLease,
  tables,
} from './tables.gen.ts';

const contactRelationships = relationships(contact, ({ many }) => ({
  identities: many({ sourceField: ['id'], destField: ['contactId'], destSchema: identity }),
  conversations: many({ sourceField: ['id'], destField: ['contactId'], destSchema: conversation }),
}));

const conversationRelationships = relationships(conversation, ({ many }) => ({
  mentions: many({ sourceField: ['id'], destField: ['conversationId'], destSchema: mention }),
}));

const escalationRelationships = relationships(escalation, ({ one }) => ({
  conversation: one({ sourceField: ['conversationId'], destField: ['id'], destSchema: conversation }),
}));

const messageRelationships = relationships(message, ({ one }) => ({
  conversation: one({ sourceField: ['conversationId'], destField: ['id'], destSchema: conversation }),
}));

const activityRelationships = relationships(activity, ({ one }) => ({
  conversation: one({ sourceField: ['conversationId'], destField: ['id'], destSchema: conversation }),
}));

const messageTransitionRelationships = relationships(messageTransition, ({ one }) => ({
  message: one({ sourceField: ['messageId'], destField: ['id'], destSchema: message }),
}));

const presenceRelationships = relationships(presence, ({ one }) => ({
  conversation: one({ sourceField: ['conversationId'], destField: ['id'], destSchema: conversation }),
}));

const replyLeaseRelationships = relationships(replyLease, ({ one }) => ({
  conversation: one({ sourceField: ['conversationId'], destField: ['id'], destSchema: conversation }),
}));

export const schema = createSchema({
  tables,
  relationships: [
    contactRelationships,
    conversationRelationships,
    escalationRelationships,
    messageRelationships,
    activityRelationships,
    messageTransitionRelationships,
    presenceRelationships,
    replyLeaseRelationships,
  ],
  enableLegacyMutators: false,
  enableLegacyQueries: false,
});

export type Schema = typeof schema;

export const zql = createBuilder(schema);

export type ActivityRow = Row<Schema['tables']['activity']>;
export type ChannelRow = Row<Schema['tables']['channel']>;
export type ContactRow = Row<Schema['tables']['contact']>;
export type ConversationRow = Row<Schema['tables']['conversation']>;
export type ConversationReadRow = Row<Schema['tables']['conversationRead']>;
export type EscalationRow = Row<Schema['tables']['escalation']>;
export type HealthSampleRow = Row<Schema['tables']['healthSample']>;
export type IdentityRow = Row<Schema['tables']['identity']>;
export type InboxRow = Row<Schema['tables']['inbox']>;
export type MemberRow = Row<Schema['tables']['member']>;
export type MessageRow = Row<Schema['tables']['message']>;
export type MessageTransitionRow = Row<Schema['tables']['messageTransition']>;
export type NotificationRow = Row<Schema['tables']['notification']>;
export type NotificationPreferenceRow = Row<Schema['tables']['notificationPreference']>;
export type PresenceRow = Row<Schema['tables']['presence']>;
export type ReplyLeaseRow = Row<Schema['tables']['replyLease']>;
export type RoutingRuleRow = Row<Schema['tables']['routingRule']>;
export type SavedReplyRow = Row<Schema['tables']['savedReply']>;
export type TemplateRow = Row<Schema['tables']['template']>;
export type SavedViewRow = Row<Schema['tables']['savedView']>;
export type SavedViewOrderRow = Row<Schema['tables']['savedViewOrder']>;
export type ViewCountRow = Row<Schema['tables']['viewCount']>;
export type WorkspaceRow = Row<Schema['tables']['workspace']>;

declare module '@rocicorp/zero' {
  interface DefaultTypes {
    schema: Schema;
    context: Context;
  }
}
