import { uuidv7 } from '../new-id.ts';
import type { SystemItem } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import { addIdentity, findOrCreateContact, identityClaims } from './find-or-create-contact.ts';
import type { Claim, KnownContact } from './find-or-create-contact.ts';
import { joinContacts } from './join-contacts.ts';
import { keepNumberChange } from './number-change.ts';
import type { NumberChange } from './number-change.ts';

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
  if (await isOfNobody(tx, workspaceId, item)) return;
  const contact = await findOrCreateContact(tx, {
    workspaceId,
    channelId: channel.id,
    person: item.sender,
    seenAt: item.sentAt,
    evidence: 'whatsapp',
  });
  if (!contact) return;
  const isOther = item.change === 'number' || item.change === 'userId';
  const contactId = isOther ? await takeNewIds(tx, channel, { item, contact }) : contact.id;
  await tx.query(
    `insert into activity (id, workspace_id, conversation_id, kind, actor_kind, actor_name, data, at)
     select $1, $2, c.id, 'identity_changed', 'system', null, $4, to_timestamp($5::float8 / 1000)
     from conversation c where c.contact_id = $3 and c.channel_id = $6 and not exists (
       select 1 from activity a where a.conversation_id = c.id and a.kind = 'identity_changed' and a.at = to_timestamp($5::float8 / 1000))`,
    [uuidv7(), workspaceId, contactId, JSON.stringify({ change: item.change }), item.sentAt, channel.id],
  );
}

type Holder = { id: string; isOlder: boolean };

const HOLDERS = `
  select c.id, (c.created_at, c.id) < (x.created_at, x.id) as "isOlder" from identity i join contact c on c.id = i.contact_id, contact x
  where x.id = $1 and i.workspace_id = x.workspace_id and i.contact_id <> $1 and (i.retired_at is null or i.kind = 'whatsapp_user_id')
    and (i.kind, i.value) in (select * from unnest($2::identity_kind[], $3::text[]))
  order by i.retired_at is not null, c.id limit 1`;

// Those the word names; where it names none of a kind, whichever they had, of an id those of this account.
const RETIRE = `
  update identity i set retired_at = to_timestamp($3::float8 / 1000)
  where i.contact_id = $1 and i.kind = any ($2::identity_kind[]) and i.retired_at is null
    and (i.kind, i.value) not in (select * from unnest($2::identity_kind[], $4::text[]))
    and ((i.kind, i.value) in (select * from unnest($5::identity_kind[], $6::text[]))
      or i.kind <> all ($5::identity_kind[]) and (i.kind <> 'whatsapp_user_id' or i.channel_id is null or i.channel_id = $7))`;

// The provider gives the number to somebody else: it was theirs until now.
const TAKE = `
  with taken as (
    update identity set retired_at = to_timestamp($3::float8 / 1000)
    where contact_id = $4 and retired_at is null and (kind, value) in (select * from unnest($1::identity_kind[], $2::text[]))
    returning workspace_id, contact_id)
  insert into activity (id, workspace_id, conversation_id, kind, actor_kind, actor_name, data, at)
  select gen_random_uuid(), c.workspace_id, c.id, 'number_moved', 'system', null, jsonb_build_object('who', $5::text), to_timestamp($3::float8 / 1000)
  from conversation c where c.contact_id in (select contact_id from taken)`;

/**
 * What the word says they are now is theirs from here on. Somebody may have written under it before the word came: where
 * the ids say that it was them, both are one; a number alone may have been another's before, who keeps what they wrote.
 * Returns whose record it is.
 */
async function takeNewIds(
  tx: Queryable,
  channel: ChannelLine,
  { item, contact }: { item: SystemItem; contact: KnownContact },
): Promise<string> {
  const { becomes, sentAt, systemType } = item;
  const about = {
    workspaceId: channel.workspaceId,
    channelId: channel.id,
    evidence: `whatsapp:${systemType}`,
  };
  let contactId = contact.id;
  if (becomes.userId !== undefined)
    contactId = await joinOwnerOfId(tx, { ...about, contactId, userId: becomes.userId, at: sentAt });
  const claims = identityClaims({ phone: becomes.phone, waId: becomes.phone, userId: becomes.userId });
  const were = identityClaims(item.sender);
  const [kinds, values] = [claims.map((c) => c.kind), claims.map((c) => c.value)];
  const holder = (await tx.query<Holder>(HOLDERS, [contactId, kinds, values])).rows[0];
  if (holder) await tx.query(TAKE, [kinds, values, sentAt, holder.id, contact.name]);
  await tx.query(RETIRE, [
    contactId,
    kinds,
    sentAt,
    values,
    were.map((c) => c.kind),
    were.map((c) => c.value),
    channel.id,
  ]);
  for (const claim of claims) await addIdentity(tx, { ...claim, ...about, contactId, seenAt: sentAt });
  return contactId;
}

/** A business-scoped id cannot change hands: who has it is the same person. Returns the record that stays. */
async function joinOwnerOfId(
  tx: Queryable,
  {
    contactId,
    userId,
    ...about
  }: Omit<NumberChange, 'fromContactId' | 'toContactId'> & { contactId: string },
): Promise<string> {
  const owner = (await tx.query<Holder>(HOLDERS, [contactId, ['whatsapp_user_id'], [userId]])).rows[0];
  if (!owner) return contactId;
  const [fromContactId, toContactId] = owner.isOlder ? [owner.id, contactId] : [contactId, owner.id];
  const changeId = await keepNumberChange(tx, { ...about, fromContactId, toContactId, userId });
  const { workspaceId, at } = about;
  await joinContacts(tx, { changeId, workspaceId, by: { memberId: null, name: null, at } });
  return fromContactId;
}

/** We know nobody by what they were, but somebody by what they are: there is nothing to learn, and no record to make. */
async function isOfNobody(tx: Queryable, workspaceId: string, item: SystemItem): Promise<boolean> {
  const anybody = async (claims: readonly Claim[]) => {
    const values = [workspaceId, claims.map((c) => c.kind), claims.map((c) => c.value)];
    return (await tx.query(ANYBODY, values)).rowCount !== 0;
  };
  if (await anybody(identityClaims(item.sender))) return false;
  return anybody(identityClaims({ phone: item.becomes.phone, userId: item.becomes.userId }));
}

const ANYBODY = `
  select 1 from identity where workspace_id = $1 and (kind, value) in (select * from unnest($2::identity_kind[], $3::text[])) limit 1`;

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
