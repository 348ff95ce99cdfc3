import { z } from 'zod';
import type { ConversationStatus } from '#schema/tables.gen.ts';
import { identitiesOf, identitySchema } from './identity-shape.ts';
import type { IdentityLine } from './identity-shape.ts';
import { placeOf } from './page-cursor.ts';
import type { Placed } from './page-cursor.ts';
import { tellTime, tellTimeOrNull } from './tell-time.ts';

export const conversationStatus = z.enum(['open', 'snoozed', 'closed']);

/** A conversation as other systems see it. */
export const conversationSchema = z
  .object({
    id: z.string(),
    status: conversationStatus,
    inboxId: z.string(),
    assigneeId: z.string().nullable(),
    contact: z.object({ id: z.string(), name: z.string(), identities: z.array(identitySchema) }),
    windowClosesAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Until then free text may go; null when the customer never wrote.' }),
    lastMessageAt: z.iso.datetime(),
  })
  .meta({ id: 'Conversation' });

export type ConversationShape = z.input<typeof conversationSchema>;

export type ConversationLine = Placed & {
  status: ConversationStatus;
  inboxId: string;
  assigneeId: string | null;
  contactId: string;
  contactName: string;
  identities: IdentityLine[];
  windowClosesAt: number | null;
  lastMessageAt: number;
};

/** What to select from `conversation c` for a shape. */
export const CONVERSATION_COLUMNS = `
  c.id, c.status, c.inbox_id as "inboxId", c.assignee_id as "assigneeId", c.contact_id as "contactId", c.contact_name as "contactName",
  ${identitiesOf('c.contact_id')}, c.window_closes_at as "windowClosesAt", c.last_message_at as "lastMessageAt", ${placeOf('c.created_at')}`;

export function toConversation(c: ConversationLine): ConversationShape {
  return {
    id: c.id,
    status: c.status,
    inboxId: c.inboxId,
    assigneeId: c.assigneeId,
    contact: { id: c.contactId, name: c.contactName, identities: c.identities },
    windowClosesAt: tellTimeOrNull(c.windowClosesAt),
    lastMessageAt: tellTime(c.lastMessageAt),
  };
}
