import { conversationAfterMessage, emptyConversation } from '#schema/domain/conversation-after-message.ts';
import type { ConversationState } from '#schema/domain/conversation-after-message.ts';
import { queueOrder } from '#schema/domain/queue-order.ts';
import type { AuthorKind, MessageStatus } from '#schema/tables.gen.ts';
import type { MessageMediaState } from '../media/store-media.ts';
import { uuidv7 } from '../new-id.ts';
import type { DemoConversation, DemoData, DemoMessage } from './content/demo-data.ts';
import { iso } from './insert-lines.ts';
import { demoContent, demoType } from './tell-content.ts';

export type DemoIds = {
  workspaceId: string;
  channelId: string;
  inboxes: ReadonlyMap<string, string>;
  members: ReadonlyMap<string, string>;
  contacts: ReadonlyMap<string, string>;
};

export type MessageLine = Record<string, unknown> & {
  id: string;
  media: (Omit<MessageMediaState, 'state'> & { state: 'pending' }) | null;
};

type Line = Record<string, unknown>;

/** The rows of one demo conversation, its state worked out by the same rules as a live one. */
export function tellConversation(demo: DemoData, c: DemoConversation, ids: DemoIds) {
  const contact = demo.contacts.find((one) => one.key === c.contact)!;
  const id = uuidv7();
  const memberName = (key: string) => demo.members.find((m) => m.key === key)?.name ?? null;
  let state = emptyConversation(c.messages[0]!.at);
  let troubled = 0;
  const messages: MessageLine[] = [];
  const media: Line[] = [];
  const transitions: Line[] = [];
  const files: { line: MessageLine; file: string }[] = [];
  for (const m of c.messages) {
    const author = authorOf(m.author, ids, contact.name, memberName);
    const status: MessageStatus = m.status ?? 'received';
    const line = messageLine(m, { id, status, author, workspaceId: ids.workspaceId });
    messages.push(line);
    if (m.media && line.media) {
      files.push({ line, file: m.media.file });
      media.push({
        id: line.media.id,
        workspace_id: ids.workspaceId,
        message_id: m.id,
        channel_id: ids.channelId,
        mime_type: m.media.mimeType,
        file_name: m.media.fileName ?? null,
        state: 'pending',
        created_at: iso(m.at),
      });
    }
    if (m.direction === 'outbound') transitions.push(...trailOf(m, status, ids.workspaceId));
    if (status === 'failed' || status === 'unconfirmed') troubled++;
    if (m.direction === 'note') continue;
    state = conversationAfterMessage(state, {
      id: m.id,
      direction: m.direction,
      type: demoType(m),
      text: m.deletedAt ? null : m.text,
      at: m.at,
      authorName: author.name,
      authorMemberId: author.memberId,
      status,
      makesWork: true,
    });
  }
  const isOver = c.status === 'closed';
  if (isOver && state.waitingOn === 'us') state = { ...state, waitingOn: 'nobody', unansweredCount: 0 };
  state = { ...state, status: c.status, snoozedUntil: c.snoozedUntilAt, queueOrder: queueOrder(state) };
  const conversation = {
    id,
    workspace_id: ids.workspaceId,
    contact_id: ids.contacts.get(c.contact),
    channel_id: ids.channelId,
    inbox_id: ids.inboxes.get(c.inbox),
    assignee_id: c.assignee ? ids.members.get(c.assignee) : null,
    priority: c.priority,
    contact_name: contact.name,
    closed_at: isOver
      ? iso(c.activities.findLast((a) => a.kind === 'closed')?.at ?? state.lastMessageAt)
      : null,
    closed_reason: c.closedReason,
    troubled_count: troubled,
    ...stateColumns(state),
    created_at: iso(c.messages[0]!.at),
    updated_at: iso(state.lastMessageAt),
  };
  const activities = c.activities.map((a) => {
    const actor = authorOf(a.actor, ids, contact.name, memberName);
    return {
      id: uuidv7(),
      workspace_id: ids.workspaceId,
      conversation_id: id,
      kind: a.kind === 'transferred' ? 'assigned' : a.kind,
      actor_kind: actor.kind,
      actor_member_id: actor.memberId,
      actor_name: actor.name,
      data: 'to' in a.data ? { ...a.data, name: memberName(String(a.data['to'])) } : a.data,
      at: iso(a.at),
    };
  });
  return { conversation, messages, transitions, activities, media, files };
}

function stateColumns(s: ConversationState): Line {
  return {
    status: s.status,
    snoozed_until: iso(s.snoozedUntil),
    waiting_on: s.waitingOn,
    waiting_since: iso(s.waitingSince),
    queue_order: s.queueOrder,
    window_closes_at: iso(s.windowClosesAt),
    last_inbound_at: iso(s.lastInboundAt),
    entry_at: iso(s.entryAt),
    free_until: iso(s.freeUntil),
    last_message_at: iso(s.lastMessageAt),
    last_message_id: s.lastMessageId,
    last_message_type: s.lastMessageType,
    last_message_text: s.lastMessageText,
    last_message_direction: s.lastMessageDirection,
    last_message_author: s.lastMessageAuthor,
    last_message_status: s.lastMessageStatus,
    inbound_count: s.inboundCount,
    unanswered_count: s.unansweredCount,
    last_answer_id: s.lastAnswerId,
    last_answer_member_id: s.lastAnswerMemberId,
  };
}

type Author = { kind: AuthorKind; memberId: string | null; name: string | null };

function authorOf(
  author: string,
  ids: DemoIds,
  contactName: string,
  memberName: (key: string) => string | null,
): Author {
  if (author === 'customer') return { kind: 'customer', memberId: null, name: contactName };
  if (author === 'phone_app') return { kind: 'phone_app', memberId: null, name: null };
  if (author.startsWith('rule:')) return { kind: 'rule', memberId: null, name: author.slice('rule:'.length) };
  return { kind: 'member', memberId: ids.members.get(author) ?? null, name: memberName(author) };
}

function messageLine(
  m: DemoMessage,
  {
    id,
    status,
    author,
    workspaceId,
  }: { id: string; status: MessageStatus; author: Author; workspaceId: string },
): MessageLine {
  const isDeleted = m.deletedAt !== undefined;
  return {
    id: m.id,
    workspace_id: workspaceId,
    conversation_id: id,
    direction: m.direction,
    type: demoType(m),
    text: isDeleted ? null : m.text,
    content: isDeleted ? null : demoContent(m),
    media: m.media
      ? {
          id: uuidv7(),
          state: 'pending',
          mimeType: m.media.mimeType,
          fileName: m.media.fileName ?? null,
          durationMs: m.media.durationMs,
          waveform: m.media.waveform,
        }
      : null,
    status,
    author_kind: author.kind,
    author_member_id: author.memberId,
    author_name: author.name,
    quoted_message_id: m.quotedId ?? null,
    reactions: (m.reactions ?? []).map((r) => ({
      by: r.by === 'customer' ? 'customer' : 'member',
      who: r.by,
      emoji: r.emoji,
      at: r.at,
    })),
    failure: m.failure
      ? {
          key: FAILURE_KEYS[m.failure.code] ?? 'unknown',
          code: m.failure.code,
          title: m.failure.title,
          details: null,
        }
      : null,
    forwarded: false,
    at: iso(m.at),
    edited_at: iso(m.editedAt),
    deleted_at: iso(m.deletedAt),
    created_at: iso(m.at),
    provider_message_id: status === 'unconfirmed' || m.direction === 'note' ? null : `demo.${m.id}`,
  };
}

const FAILURE_KEYS: Record<number, string> = { 131026: 'notOnWhatsApp', 131047: 'windowShut' };
const LADDER: MessageStatus[] = ['queued', 'sending', 'sent', 'delivered', 'read'];
const STEP_MS = [0, 180, 900, 2_400, 41_000];

function trailOf(m: DemoMessage, status: MessageStatus, workspaceId: string): Line[] {
  const reached = LADDER.indexOf(status);
  const steps = reached >= 0 ? LADDER.slice(0, reached + 1) : [...LADDER.slice(0, 2), status];
  return steps.map((step, n) => ({
    id: uuidv7(),
    workspace_id: workspaceId,
    message_id: m.id,
    status: step,
    applied: true,
    evidence: n === 0 ? 'member' : n === 1 ? 'worker' : 'provider',
    at: iso(m.at + STEP_MS[n]!),
    created_at: iso(m.at),
  }));
}
