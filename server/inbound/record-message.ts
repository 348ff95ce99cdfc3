import { conversationAfterMessage } from '#schema/domain/conversation-after-message.ts';
import { needsWholeThread } from '#schema/domain/free-entry.ts';
import { marketingWordIn } from '#schema/domain/marketing-stop.ts';
import { isNewAnswer } from '#schema/domain/reply-fence.ts';
import type { MessageDirection, MessageStatus } from '#schema/tables.gen.ts';
import { uuidv7 } from '../new-id.ts';
import type {
  EchoItem,
  HistoryItem,
  MessageBody,
  MessageItem,
  Person,
} from '../providers/whatsapp/event-item.ts';
import { ringForMedia } from '../media/fetch-media.ts';
import { hearMarketingWord } from '../outbound/hear-marketing-word.ts';
import { settleFreeEntry } from '../outbound/settle-free-entry.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import { askAutoReply } from './auto-reply.ts';
import { targetLock } from './park-change.ts';
import { applyParkedChanges } from './record-change.ts';
import { findOrCreateContact } from './find-or-create-contact.ts';
import { keepGivenNumber } from './given-number.ts';
import { findOrCreateConversation, saveConversation } from './find-or-create-conversation.ts';
import type { LockedConversation } from './find-or-create-conversation.ts';
import { tellNumberChange } from './number-change.ts';
import { routeArrived } from './route-conversation.ts';

/** One bubble that came from the provider, whoever wrote it. */
export type ArrivedMessage = MessageBody & {
  direction: Extract<MessageDirection, 'inbound' | 'outbound'>;
  providerMessageId: string;
  sentAt: number;
  person: Person;
  makesWork: boolean;
  /** It came with a history, not when it was written. */
  isHandedOver?: boolean;
  /** How far one of ours had come when we were handed it. */
  reached?: 'delivered' | 'read';
};

// A failure of long ago is nobody's trouble now.
const REACHED: Record<string, ArrivedMessage['reached']> = {
  delivered: 'delivered',
  read: 'read',
  played: 'read',
};

export function arrivedFromMessage(item: MessageItem): ArrivedMessage {
  return { ...item, direction: 'inbound', person: item.sender, makesWork: true };
}

export function arrivedFromEcho(item: EchoItem): ArrivedMessage {
  return { ...item, direction: 'outbound', person: item.recipient, makesWork: false };
}

export function arrivedFromHistory(item: HistoryItem): ArrivedMessage[] {
  return item.messages.map((m) => ({
    ...m,
    makesWork: false,
    isHandedOver: true,
    reached: REACHED[m.status ?? ''],
  }));
}

const FIND_QUOTED = 'select id from message where workspace_id = $1 and provider_message_id = $2';

const INSERT = `
  insert into message (id, workspace_id, conversation_id, direction, type, text, content, media, status, author_kind,
    author_name, quoted_message_id, provider_quoted_id, forwarded, at, provider_message_id, opens_entry)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, to_timestamp($15::float8 / 1000), $16, $17
  from (select ${targetLock('$16')}) as held
  on conflict (workspace_id, provider_message_id) where provider_message_id is not null do nothing
  returning id`;

/**
 * Turns one arrived bubble into contact, conversation and message, all in the caller's transaction. The same bubble a
 * second time changes nothing. Of one second the `id` says what came first. Returns false when it was known already or names nobody.
 */
export async function recordMessage(
  tx: Queryable,
  channel: ChannelLine,
  id: string,
  m: ArrivedMessage,
): Promise<boolean> {
  const { workspaceId } = channel;
  const contact = await findOrCreateContact(tx, {
    workspaceId,
    channelId: channel.id,
    person: m.person,
    seenAt: m.sentAt,
    evidence: 'whatsapp',
  });
  if (contact === null) return false;
  const conversation = await findOrCreateConversation(tx, { channel, contact, at: m.sentAt });
  if (contact.changeId !== undefined) await tellNumberChange(tx, contact.changeId);
  const quotedId = m.context?.repliedToProviderId ?? null;
  const quoted = quotedId
    ? (await tx.query<{ id: string }>(FIND_QUOTED, [workspaceId, quotedId])).rows[0]
    : undefined;
  const authorName = m.direction === 'inbound' ? contact.name : null;
  const status: MessageStatus = m.direction === 'inbound' ? 'received' : (m.reached ?? 'sent');
  const opensEntry = m.direction === 'inbound' && Boolean(m.referral);
  const mediaId = m.media ? uuidv7() : null;
  const inserted = await tx.query({
    name: 'insert-arrived',
    text: INSERT,
    values: [
      id,
      workspaceId,
      conversation.id,
      m.direction,
      m.type,
      m.text,
      JSON.stringify({
        ...m.content,
        ...(m.referral && { referral: m.referral }),
        ...(m.saidAt !== undefined && { saidAt: m.saidAt }),
        ...(m.errors.length > 0 && { errors: m.errors }),
      }),
      mediaId && m.media
        ? JSON.stringify({
            id: mediaId,
            state: 'pending',
            mimeType: m.media.mimeType,
            fileName: m.media.fileName ?? null,
            isAnimated: m.media.animated,
          })
        : null,
      status,
      m.direction === 'inbound' ? 'customer' : 'phone_app',
      authorName,
      quoted?.id ?? null,
      quotedId,
      m.context?.forwarded === true || m.context?.frequentlyForwarded === true,
      m.sentAt,
      m.providerMessageId,
      opensEntry,
    ],
  });
  if (inserted.rowCount === 0) return false;
  if (m.direction === 'inbound')
    await keepGivenNumber(tx, channel, { content: m.content, contactId: contact.id, seenAt: m.sentAt });
  if (mediaId && m.media) await addMedia(tx, channel, { mediaId, messageId: id, media: m.media });
  const told = {
    id,
    direction: m.direction,
    type: m.type,
    text: m.text,
    at: m.sentAt,
    authorName,
    authorMemberId: null,
    status,
    makesWork: m.makesWork,
    opensEntry,
    isOldAnswer: m.direction === 'outbound' && !(await isNews(tx, conversation, m)),
  };
  const after = conversationAfterMessage(conversation, told);
  await saveConversation(tx, conversation.id, after);
  if (needsWholeThread(conversation, told)) await settleFreeEntry(tx, conversation.id);
  await applyParkedChanges(tx, channel, m.providerMessageId);
  await routeArrived(tx, { channel, before: conversation, after, text: m.text ?? '' });
  if (m.direction === 'inbound' && m.makesWork) {
    await hearAboutMarketing(tx, contact.id, m);
    await askAutoReply(tx, { conversationId: conversation.id, at: m.sentAt });
  }
  return true;
}

/** Whoever taps "Stop promotions" under a template, or writes no more than that, is sent no advertising until they ask for it. */
async function hearAboutMarketing(
  tx: Queryable,
  contactId: string,
  { content, text, sentAt }: ArrivedMessage,
): Promise<void> {
  const isButton = content.kind === 'button';
  if (!isButton && content.kind !== 'text') return;
  const word = marketingWordIn(isButton ? [content.label, content.payload] : [text]);
  if (word === null) return;
  const by = isButton ? 'button' : 'words';
  await hearMarketingWord(tx, { contactId, isStop: word === 'stop', at: sentAt, by });
}

/** Was nothing newer answered yet? */
async function isNews(
  tx: Queryable,
  { lastAnswerId }: LockedConversation,
  { sentAt, isHandedOver = false }: ArrivedMessage,
): Promise<boolean> {
  const last = lastAnswerId
    ? (await tx.query<{ at: number }>('select at from message where id = $1', [lastAnswerId])).rows[0]
    : undefined;
  return isNewAnswer(last?.at ?? null, { at: sentAt, isHandedOver });
}

async function addMedia(
  tx: Queryable,
  channel: ChannelLine,
  {
    mediaId,
    messageId,
    media,
  }: { mediaId: string; messageId: string; media: NonNullable<MessageBody['media']> },
): Promise<void> {
  await tx.query(
    `insert into media (id, workspace_id, message_id, channel_id, provider_media_id, mime_type, file_name, sha256)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      mediaId,
      channel.workspaceId,
      messageId,
      channel.id,
      media.providerMediaId,
      media.mimeType,
      media.fileName ?? null,
      media.sha256 ?? null,
    ],
  );
  await ringForMedia(tx, mediaId);
}
