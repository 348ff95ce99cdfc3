import type { EditItem, ReactionItem, RevokeItem, SystemItem } from '../providers/whatsapp/event-item.ts';
import { previewOf } from '#schema/domain/conversation-after-message.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import { lockTarget, parkChange, takeParkedChanges, targetOf } from './park-change.ts';
import type { ChangeItem } from './park-change.ts';
import { joinContacts } from './join-contacts.ts';
import { addIdentity, findOrCreateContact, identityClaims, nameOf } from './find-or-create-contact.ts';

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

/**
 * The person's number or business-scoped id changed: the contact stays, the old identity is retired with its date and
 * the new one is kept with the provider's word as evidence.
 */
export async function recordIdentityChange(
  tx: Queryable,
  channel: ChannelLine,
  item: SystemItem,
): Promise<void> {
  const { workspaceId } = channel;
  if (await isKnownChange(tx, workspaceId, item)) return;
  await joinWhomItLinks(tx, workspaceId, item);
  const contact = await findOrCreateContact(tx, {
    workspaceId,
    channelId: channel.id,
    person: item.sender,
    seenAt: item.sentAt,
    evidence: 'whatsapp',
  });
  if (!contact) return;
  if (item.change === 'number' || item.change === 'userId') {
    const becomes = identityClaims({
      phone: item.becomes.phone,
      waId: item.becomes.phone,
      userId: item.becomes.userId,
    });
    const kinds = becomes.map((c) => c.kind);
    await tx.query(
      `update identity set retired_at = to_timestamp($3::float8 / 1000)
       where contact_id = $1 and kind = any ($2::identity_kind[]) and retired_at is null
         and (kind, value) not in (select * from unnest($2::identity_kind[], $4::text[]))`,
      [contact.id, kinds, item.sentAt, becomes.map((c) => c.value)],
    );
    for (const claim of becomes) {
      await addIdentity(tx, {
        ...claim,
        workspaceId,
        channelId: channel.id,
        contactId: contact.id,
        seenAt: item.sentAt,
        evidence: `whatsapp:${item.systemType}`,
      });
    }
  }
  await tx.query(
    `insert into activity (id, workspace_id, conversation_id, kind, actor_kind, actor_name, data, at)
     select $1, $2, c.id, 'identity_changed', 'system', null, $4, to_timestamp($5::float8 / 1000)
     from conversation c where c.contact_id = $3 and c.channel_id = $6 and not exists (
       select 1 from activity a where a.conversation_id = c.id and a.kind = 'identity_changed' and a.at = to_timestamp($5::float8 / 1000))`,
    [uuidv7(), workspaceId, contact.id, JSON.stringify({ change: item.change }), item.sentAt, channel.id],
  );
}

const LINKED = `
  select n.id from number_change n
  join identity o on o.contact_id = n.from_contact_id and o.kind = 'whatsapp_user_id' and o.value = $2
  where n.workspace_id = $1 and n.user_id = $3 and n.joined_at is null`;

/** The word that explains a new id may come after the messages under it: then those it told apart are one again. */
async function joinWhomItLinks(tx: Queryable, workspaceId: string, item: SystemItem): Promise<void> {
  const { sender, becomes, sentAt } = item;
  if (!sender.userId || !becomes.userId) return;
  const linked = await tx.query<{ id: string }>(LINKED, [workspaceId, sender.userId, becomes.userId]);
  for (const { id: changeId } of linked.rows)
    await joinContacts(tx, { changeId, workspaceId, by: { memberId: null, name: null, at: sentAt } });
}

/** The same word a second time: who they were is retired already and who they became is current, of one contact. */
async function isKnownChange(tx: Queryable, workspaceId: string, item: SystemItem): Promise<boolean> {
  const were = identityClaims(item.sender);
  const become = identityClaims({ phone: item.becomes.phone, userId: item.becomes.userId });
  const found = await tx.query(
    `select 1 from identity o join identity n on n.contact_id = o.contact_id
     where o.workspace_id = $1 and o.retired_at is not null and n.retired_at is null
       and (o.kind, o.value) in (select * from unnest($2::identity_kind[], $3::text[]))
       and (n.kind, n.value) in (select * from unnest($4::identity_kind[], $5::text[]))
     limit 1`,
    [
      workspaceId,
      were.map((c) => c.kind),
      were.map((c) => c.value),
      become.map((c) => c.kind),
      become.map((c) => c.value),
    ],
  );
  return found.rowCount === 1;
}
