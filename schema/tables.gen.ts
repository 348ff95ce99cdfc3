// Written from the migrated database by `npm run migrate -- --generate`; a test compares. Do not edit.
import { boolean, enumeration, json, number, string, table } from '@rocicorp/zero';

export type AuthorKind = 'customer' | 'member' | 'rule' | 'phone_app' | 'api' | 'system';
export type Availability = 'online' | 'away';
export type ChannelState = 'active' | 'paused';
export type ConversationStatus = 'open' | 'snoozed' | 'closed';
export type IdentityKind = 'phone' | 'whatsapp_id' | 'whatsapp_user_id' | 'whatsapp_parent_user_id' | 'whatsapp_username' | 'email';
export type MemberRole = 'admin' | 'manager' | 'agent';
export type MessageDirection = 'inbound' | 'outbound' | 'note';
export type MessageStatus = 'received' | 'queued' | 'sending' | 'unconfirmed' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled';
export type PresenceKind = 'viewing' | 'typing';
export type Priority = 'low' | 'normal' | 'high' | 'urgent';
export type WaitingOn = 'us' | 'them' | 'nobody';

export const activity = table('activity')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    conversationId: string().from('conversation_id').optional(),
    kind: string(),
    actorKind: enumeration<AuthorKind>().from('actor_kind'),
    actorMemberId: string().from('actor_member_id').optional(),
    actorName: string().from('actor_name').optional(),
    data: json(),
    at: number(),
  })
  .primaryKey('id');

export const channel = table('channel')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    inboxId: string().from('inbox_id'),
    kind: string(),
    name: string(),
    displayPhoneNumber: string().from('display_phone_number'),
    state: enumeration<ChannelState>(),
    pausedReason: string().from('paused_reason').optional(),
    pausedAt: number().from('paused_at').optional(),
  })
  .primaryKey('id');

export const contact = table('contact')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    name: string().optional(),
    profileName: string().from('profile_name').optional(),
    language: string().optional(),
    responsibleMemberId: string().from('responsible_member_id').optional(),
    tags: json(),
    note: string().optional(),
    createdAt: number().from('created_at'),
  })
  .primaryKey('id');

export const conversation = table('conversation')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    contactId: string().from('contact_id'),
    channelId: string().from('channel_id'),
    inboxId: string().from('inbox_id'),
    assigneeId: string().from('assignee_id').optional(),
    status: enumeration<ConversationStatus>(),
    priority: enumeration<Priority>(),
    contactName: string().from('contact_name'),
    snoozedUntil: number().from('snoozed_until').optional(),
    closedAt: number().from('closed_at').optional(),
    closedReason: string().from('closed_reason').optional(),
    waitingOn: enumeration<WaitingOn>().from('waiting_on'),
    waitingSince: number().from('waiting_since').optional(),
    queueOrder: number().from('queue_order'),
    windowClosesAt: number().from('window_closes_at').optional(),
    lastInboundAt: number().from('last_inbound_at').optional(),
    lastMessageAt: number().from('last_message_at'),
    lastMessageId: string().from('last_message_id').optional(),
    lastMessageType: string().from('last_message_type').optional(),
    lastMessageText: string().from('last_message_text').optional(),
    lastMessageDirection: enumeration<MessageDirection>().from('last_message_direction').optional(),
    lastMessageAuthor: string().from('last_message_author').optional(),
    lastMessageStatus: enumeration<MessageStatus>().from('last_message_status').optional(),
    inboundCount: number().from('inbound_count'),
    unansweredCount: number().from('unanswered_count'),
    troubledCount: number().from('troubled_count'),
    lastAnswerId: string().from('last_answer_id').optional(),
    lastAnswerMemberId: string().from('last_answer_member_id').optional(),
  })
  .primaryKey('id');

export const conversationRead = table('conversationRead')
  .from('conversation_read')
  .columns({
    memberId: string().from('member_id'),
    conversationId: string().from('conversation_id'),
    workspaceId: string().from('workspace_id'),
    readCount: number().from('read_count'),
    readAt: number().from('read_at'),
  })
  .primaryKey('memberId', 'conversationId');

export const heartbeat = table('heartbeat')
  .columns({
    id: string(),
    beatAt: number().from('beat_at'),
  })
  .primaryKey('id');

export const identity = table('identity')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    contactId: string().from('contact_id'),
    kind: enumeration<IdentityKind>(),
    maskedValue: string().from('masked_value'),
    evidence: string(),
    firstSeenAt: number().from('first_seen_at'),
    lastSeenAt: number().from('last_seen_at'),
    retiredAt: number().from('retired_at').optional(),
  })
  .primaryKey('id');

export const inbox = table('inbox')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    name: string(),
    hue: string(),
    position: number(),
  })
  .primaryKey('id');

export const inboxMember = table('inboxMember')
  .from('inbox_member')
  .columns({
    inboxId: string().from('inbox_id'),
    memberId: string().from('member_id'),
    workspaceId: string().from('workspace_id'),
  })
  .primaryKey('inboxId', 'memberId');

export const member = table('member')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    name: string(),
    role: enumeration<MemberRole>(),
    availability: enumeration<Availability>(),
    lastSeenAt: number().from('last_seen_at').optional(),
    deactivatedAt: number().from('deactivated_at').optional(),
  })
  .primaryKey('id');

export const message = table('message')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    conversationId: string().from('conversation_id'),
    direction: enumeration<MessageDirection>(),
    type: string(),
    text: string().optional(),
    content: json().optional(),
    media: json().optional(),
    status: enumeration<MessageStatus>(),
    authorKind: enumeration<AuthorKind>().from('author_kind'),
    authorMemberId: string().from('author_member_id').optional(),
    authorName: string().from('author_name').optional(),
    quotedMessageId: string().from('quoted_message_id').optional(),
    reactions: json(),
    failure: json().optional(),
    forwarded: boolean(),
    at: number(),
    editedAt: number().from('edited_at').optional(),
    deletedAt: number().from('deleted_at').optional(),
  })
  .primaryKey('id');

export const messageTransition = table('messageTransition')
  .from('message_transition')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    messageId: string().from('message_id'),
    status: enumeration<MessageStatus>(),
    applied: boolean(),
    evidence: string(),
    at: number(),
  })
  .primaryKey('id');

export const presence = table('presence')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    memberId: string().from('member_id'),
    conversationId: string().from('conversation_id').optional(),
    kind: enumeration<PresenceKind>(),
    seenAt: number().from('seen_at'),
  })
  .primaryKey('id');

export const replyLease = table('replyLease')
  .from('reply_lease')
  .columns({
    conversationId: string().from('conversation_id'),
    workspaceId: string().from('workspace_id'),
    memberId: string().from('member_id'),
    tabId: string().from('tab_id'),
    acquiredAt: number().from('acquired_at'),
    expiresAt: number().from('expires_at'),
  })
  .primaryKey('conversationId');

export const viewCount = table('viewCount')
  .from('view_count')
  .columns({
    workspaceId: string().from('workspace_id'),
    key: string(),
    count: number(),
  })
  .primaryKey('workspaceId', 'key');

export const workspace = table('workspace')
  .columns({
    id: string(),
    name: string(),
    timeZone: string().from('time_zone'),
    currency: string(),
    locale: string(),
  })
  .primaryKey('id');

export const tables = [activity, channel, contact, conversation, conversationRead, heartbeat, identity, inbox, inboxMember, member, message, messageTransition, presence, replyLease, viewCount, workspace];
