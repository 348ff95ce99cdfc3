// Written from the migrated database by `npm run migrate -- --generate`; a test compares. Do not edit.
import { boolean, enumeration, json, number, string, table } from '@rocicorp/zero';

export type AssignPolicy = 'manual' | 'round_robin' | 'least_busy';
export type AuthorKind = 'customer' | 'member' | 'rule' | 'phone_app' | 'api' | 'system';
export type Availability = 'online' | 'away';
export type Breach = 'first' | 'next' | 'resolution';
export type ChannelState = 'active' | 'paused';
export type ConversationStatus = 'open' | 'snoozed' | 'closed';
export type IdentityKind = 'phone' | 'whatsapp_id' | 'whatsapp_user_id' | 'whatsapp_parent_user_id' | 'whatsapp_username' | 'email';
export type MemberRole = 'admin' | 'manager' | 'agent';
export type MessageDirection = 'inbound' | 'outbound' | 'note';
export type MessageStatus = 'received' | 'queued' | 'sending' | 'unconfirmed' | 'held' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled';
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
    templatesSyncedAt: number().from('templates_synced_at').optional(),
    quality: string().optional(),
    messagingLimit: string().from('messaging_limit').optional(),
    qualityAt: number().from('quality_at').optional(),
    templatesFault: string().from('templates_fault').optional(),
    sendsPerSecond: number().from('sends_per_second'),
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
    optedOutAt: number().from('opted_out_at').optional(),
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
    openedAt: number().from('opened_at').optional(),
    firstAnsweredAt: number().from('first_answered_at').optional(),
    pausedMs: number().from('paused_ms'),
    firstResponseDueAt: number().from('first_response_due_at').optional(),
    nextResponseDueAt: number().from('next_response_due_at').optional(),
    resolutionDueAt: number().from('resolution_due_at').optional(),
    breachedAt: number().from('breached_at').optional(),
    breach: enumeration<Breach>().optional(),
    escalatedToId: string().from('escalated_to_id').optional(),
    escalatedAt: number().from('escalated_at').optional(),
    escalationDueAt: number().from('escalation_due_at').optional(),
    escalationReason: string().from('escalation_reason').optional(),
    contactTags: string().from('contact_tags'),
    contactLanguage: string().from('contact_language').optional(),
    entryAt: number().from('entry_at').optional(),
    freeUntil: number().from('free_until').optional(),
    contactOptedOut: boolean().from('contact_opted_out'),
    mentionedIds: string().from('mentioned_ids'),
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

export const escalation = table('escalation')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    conversationId: string().from('conversation_id'),
    byId: string().from('by_id'),
    toId: string().from('to_id'),
    reason: string(),
    dueAt: number().from('due_at').optional(),
    at: number(),
    decision: string().optional(),
    decidedById: string().from('decided_by_id').optional(),
    decidedAt: number().from('decided_at').optional(),
  })
  .primaryKey('id');

export const healthSample = table('healthSample')
  .from('health_sample')
  .columns({
    workspaceId: string().from('workspace_id'),
    key: string(),
    quarter: number(),
    count: number(),
  })
  .primaryKey('workspaceId', 'key', 'quarter');

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
    policy: enumeration<AssignPolicy>(),
    capacity: number().optional(),
    firstTargetMs: number().from('first_target_ms').optional(),
    answerTargetMs: number().from('answer_target_ms').optional(),
    resolutionTargetMs: number().from('resolution_target_ms').optional(),
    handBackAfterMs: number().from('hand_back_after_ms').optional(),
    isAutoReplyOn: boolean().from('is_auto_reply_on'),
    autoReplyText: string().from('auto_reply_text').optional(),
    autoReplyTemplate: string().from('auto_reply_template').optional(),
    autoReplyLanguage: string().from('auto_reply_language').optional(),
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
    capacity: number(),
    lastSeenAt: number().from('last_seen_at').optional(),
    deactivatedAt: number().from('deactivated_at').optional(),
    awaySince: number().from('away_since').optional(),
    isAtDesk: boolean().from('is_at_desk'),
  })
  .primaryKey('id');

export const mention = table('mention')
  .columns({
    messageId: string().from('message_id'),
    memberId: string().from('member_id'),
    conversationId: string().from('conversation_id'),
    workspaceId: string().from('workspace_id'),
    at: number(),
  })
  .primaryKey('messageId', 'memberId');

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

export const notification = table('notification')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    memberId: string().from('member_id'),
    conversationId: string().from('conversation_id').optional(),
    kind: string(),
    contactName: string().from('contact_name'),
    actorName: string().from('actor_name').optional(),
    data: json(),
    at: number(),
    readAt: number().from('read_at').optional(),
  })
  .primaryKey('id');

export const notificationPreference = table('notificationPreference')
  .from('notification_preference')
  .columns({
    memberId: string().from('member_id'),
    workspaceId: string().from('workspace_id'),
    topics: json(),
    quiet: json().optional(),
    isAwayOnly: boolean().from('is_away_only'),
  })
  .primaryKey('memberId');

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
  })
  .primaryKey('conversationId');

export const routingRule = table('routingRule')
  .from('routing_rule')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    position: number(),
    name: string(),
    conditions: json(),
    inboxId: string().from('inbox_id').optional(),
    memberId: string().from('member_id').optional(),
    isEnabled: boolean().from('is_enabled'),
  })
  .primaryKey('id');

export const savedReply = table('savedReply')
  .from('saved_reply')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    shortcut: string(),
    title: string(),
    language: string(),
    text: string(),
  })
  .primaryKey('id');

export const savedView = table('savedView')
  .from('saved_view')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    memberId: string().from('member_id'),
    name: string(),
    isShared: boolean().from('is_shared'),
    filter: json(),
    createdAt: number().from('created_at'),
  })
  .primaryKey('id');

export const savedViewOrder = table('savedViewOrder')
  .from('saved_view_order')
  .columns({
    memberId: string().from('member_id'),
    workspaceId: string().from('workspace_id'),
    viewIds: json().from('view_ids'),
  })
  .primaryKey('memberId');

export const template = table('template')
  .columns({
    id: string(),
    workspaceId: string().from('workspace_id'),
    channelId: string().from('channel_id'),
    name: string(),
    language: string(),
    category: string(),
    status: string(),
    quality: string().optional(),
    parameterFormat: string().from('parameter_format'),
    components: json(),
    syncedAt: number().from('synced_at'),
    reason: string().optional(),
  })
  .primaryKey('id');

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
    businessHours: json().from('business_hours').optional(),
    holidays: json(),
  })
  .primaryKey('id');

export const tables = [activity, channel, contact, conversation, conversationRead, escalation, healthSample, heartbeat, identity, inbox, inboxMember, member, mention, message, messageTransition, notification, notificationPreference, presence, replyLease, routingRule, savedReply, savedView, savedViewOrder, template, viewCount, workspace];
