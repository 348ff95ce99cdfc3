import type { EditItem, ReactionItem, RevokeItem } from '../providers/whatsapp/event-item.ts';
import { previewOf } from '#schema/domain/conversation-after-message.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import { lockTarget, parkChange, takeParkedChanges, targetOf } from './park-change.ts';
import type { ChangeItem } from './park-change.ts';
import { nameOf } from './find-or-create-contact.ts';

/** Who of us reacted in the phone app nobody tells. */
const PHONE_APP = 'WhatsApp';

/** `emoji` null: taken back. It stays as a mark of when, so that an older one that comes late does not show again. */
type Reaction = { by: 'customer' | 'member'; who: string; emoji: string | null; at: number };

/**
 * A reaction, a correction or a deletion. One that comes before the message it is about waits for it; in whatever order
 * they come, the newest by the customer's own time stands.
 */
export async function recordChange(tx: Queryable, channel: ChannelLine, item: ChangeItem): Promise<void> {
  await lockTarget(tx, targetOf(item));
  if (!(await applyChange(tx, channel, item))) await parkChange(tx, channel, item);
}

/** Applies what waited for a message that is known now. */
export async function applyParkedChanges(
  tx: Queryable,
  channel: Pick<ChannelLine, 'workspaceId'>,
  providerMessageId: string,
): Promise<void> {
  for (const item of await takeParkedChanges(tx, channel, providerMessageId))
    await applyChange(tx, channel, item);
}

/** False when the message is not known. */
async function applyChange(
  tx: Queryable,
  { workspaceId }: Pick<ChannelLine, 'workspaceId'>,
  item: ChangeItem,
): Promise<boolean> {
  const found = await tx.query<{ id: string; reactions: Reaction[] }>(
    `select id, reactions from message where workspace_id = $1 and provider_message_id = $2 for update`,
    [workspaceId, targetOf(item)],
  );
  const message = found.rows[0];
  if (!message) return false;
  if (item.kind === 'reaction') await setReaction(tx, message, item);
  else if (item.kind === 'edit') await editMessage(tx, message.id, item);
  else await revokeMessage(tx, message.id, item);
  return true;
}

async function setReaction(
  tx: Queryable,
  message: { id: string; reactions: Reaction[] },
  item: ReactionItem,
): Promise<void> {
  const by = item.isOurs ? 'member' : 'customer';
  const who = item.isOurs ? PHONE_APP : nameOf(item.sender);
  const mine = message.reactions.find((r) => r.by === by && (r.who === who || item.groupId === undefined));
  if (mine && mine.at > item.sentAt) return;
  const others = message.reactions.filter((r) => r !== mine);
  const next = [...others, { by, who, emoji: item.emoji, at: item.sentAt }];
  await tx.query('update message set reactions = $2 where id = $1', [message.id, JSON.stringify(next)]);
}

async function editMessage(tx: Queryable, messageId: string, item: EditItem): Promise<void> {
  await tx.query(
    `with edited as (
       update message set text = $2, edited_at = to_timestamp($4::float8 / 1000),
         content = $3::jsonb || case when content ? 'referral' then jsonb_build_object('referral', content -> 'referral') else '{}' end
       where id = $1 and coalesce(edited_at, '-infinity') < to_timestamp($4::float8 / 1000) and deleted_at is null
       returning id, conversation_id)
     update conversation c set last_message_text = $5 from edited
     where c.id = edited.conversation_id and c.last_message_id = edited.id`,
    [
      messageId,
      item.text,
      JSON.stringify(item.content),
      item.editedAt,
      item.text === null ? null : previewOf(item.text),
    ],
  );
}

/** What a message taken back had said is kept out of sight but not out of the journal. */
async function revokeMessage(tx: Queryable, messageId: string, item: RevokeItem): Promise<void> {
  await tx.query(
    `with gone as (
       update message set text = null, content = null, media = null, deleted_at = to_timestamp($2::float8 / 1000)
       where id = $1 and deleted_at is null
       returning id, conversation_id)
     update conversation c set last_message_text = null, last_message_type = 'deleted' from gone
     where c.id = gone.conversation_id and c.last_message_id = gone.id`,
    [messageId, item.revokedAt],
  );
}
