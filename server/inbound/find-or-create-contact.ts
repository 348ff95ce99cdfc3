import type { IdentityKind } from '#schema/tables.gen.ts';
import { maskIdentity } from '#schema/domain/mask-identity.ts';
import { uuidv7 } from '../new-id.ts';
import type { Person } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import { decideSender, holderOfNumber } from './decide-sender.ts';
import type { Holding } from './decide-sender.ts';
import { keepUsername } from './keep-username.ts';
import { isSomebodyElse, keepNumberChange } from './number-change.ts';

/** `changeId`: a number went from one person to another, and it shall be told once both have a thread. */
export type KnownContact = { id: string; name: string; changeId?: string };

export type Claim = { kind: IdentityKind; value: string };

/** What a provider's words say about who this is, strongest first. A username can change hands: kept, never a key. */
export function identityClaims(person: Person): Claim[] {
  const claims: Claim[] = [];
  const add = (kind: IdentityKind, value: string | undefined) => {
    if (value) claims.push({ kind, value });
  };
  add('whatsapp_id', person.waId ?? person.phone);
  add('phone', person.phone ? `+${person.phone}` : undefined);
  add('whatsapp_user_id', person.userId);
  add('whatsapp_parent_user_id', person.parentUserId);
  return claims;
}

/** What to call someone we only know from the provider: their profile, their username, their masked number. */
export function nameOf(person: Person): string {
  if (person.profileName) return person.profileName;
  if (person.username) return maskIdentity('whatsapp_username', person.username);
  const first = identityClaims(person)[0];
  return first ? maskIdentity(first.kind, first.value) : '…';
}

type Known = Holding & {
  name: string | null;
  profileName: string | null;
  /** Another of theirs of this kind is the one we heard from last, or none is. */
  isBehind: boolean;
  /** An id of which nobody wrote down on which account it was seen. */
  isUnplaced: boolean;
};

const FIND = `
  select i.kind, i.value, c.id as "contactId", coalesce(c.name, c.profile_name) as name, c.profile_name as "profileName",
    i.first_seen_at as "firstSeenAt", i.retired_at as "retiredAt",
    i.last_seen_at < to_timestamp($4::float8 / 1000) and exists (select 1 from identity o where o.contact_id = i.contact_id
      and o.kind = i.kind and o.retired_at is null and o.id <> i.id and o.last_seen_at >= i.last_seen_at) as "isBehind",
    i.kind = 'whatsapp_user_id' and i.channel_id is null as "isUnplaced"
  from identity i join contact c on c.id = i.contact_id
  where i.workspace_id = $1 and (i.retired_at is null or i.retired_at > to_timestamp($4::float8 / 1000))
    and (i.kind, i.value) in (select * from unnest($2::identity_kind[], $3::text[]))
  order by i.retired_at is not null, array_position($2::identity_kind[], i.kind)`;

type Sighting = { workspaceId: string; channelId: string; person: Person; seenAt: number; evidence: string };

/**
 * The contact these identities name, made when there is none; new identities are kept with their evidence. When two
 * identities name two contacts, the phone's history wins and nothing is merged silently; but a number that comes with the
 * id of somebody else has gone to them. Returns null when the event names nobody.
 */
export async function findOrCreateContact(tx: Queryable, sighting: Sighting): Promise<KnownContact | null> {
  const contact = await findOrMake(tx, sighting);
  const { username } = sighting.person;
  if (contact && username) await keepUsername(tx, { ...sighting, contactId: contact.id, username });
  return contact;
}

async function findOrMake(tx: Queryable, sighting: Sighting): Promise<KnownContact | null> {
  const { person } = sighting;
  const claims = identityClaims(person);
  if (claims.length === 0) return null;
  const known = await findKnown(tx, claims, sighting);
  const contact = known[0];
  // Nearly every message comes from somebody of whom nothing is new: then there is nothing to write and to wait for.
  const isNothingNew =
    contact !== undefined &&
    known.every((k) => k.contactId === contact.contactId && !k.isBehind && !k.isUnplaced) &&
    claims.every((claim) => isAmong(known, claim)) &&
    (person.profileName === undefined || person.profileName === contact.profileName);
  if (isNothingNew) return { id: contact.contactId, name: contact.name ?? nameOf(person) };
  return learnContact(tx, claims, sighting);
}

/** Writes what is new about somebody. Serialised per identity, so that a burst of first messages makes one contact. */
async function learnContact(
  tx: Queryable,
  claims: readonly Claim[],
  sighting: Sighting,
): Promise<KnownContact> {
  const { workspaceId, channelId, person, seenAt, evidence } = sighting;
  const keys = claims.map(({ kind, value }) => `${workspaceId}:${kind}:${value}`).sort();
  await tx.query('select pg_advisory_xact_lock(hashtextextended(k, 0)) from unnest($1::text[]) k', [keys]);
  const known = await findKnown(tx, claims, sighting);
  const holder = holderOfNumber(known, seenAt);
  const decision = decideSender(known, {
    seenAt,
    isSomebodyElse:
      holder !== undefined && (await isSomebodyElse(tx, { contactId: holder.contactId, channelId, person })),
  });
  const contactId = (decision.kind === 'new' ? null : decision.contactId) ?? uuidv7();
  const contact = known.find((k) => k.contactId === contactId);
  if (!contact) {
    await tx.query('insert into contact (id, workspace_id, profile_name) values ($1, $2, $3)', [
      contactId,
      workspaceId,
      person.profileName ?? null,
    ]);
  } else if (person.profileName) {
    await tx.query(
      `update contact set profile_name = $2, updated_at = now() where id = $1 and profile_name is distinct from $2`,
      [contactId, person.profileName],
    );
  }
  if (decision.kind === 'passedOn') await retireNumbers(tx, decision.from, { claims, seenAt });
  for (const claim of claims) {
    if (decision.kind === 'passedOn' ? false : isAmong(known, claim)) continue;
    await addIdentity(tx, { ...claim, workspaceId, contactId, channelId, seenAt, evidence });
  }
  if (contact)
    await tx.query(HEARD, [
      contactId,
      claims.map((c) => c.kind),
      claims.map((c) => c.value),
      seenAt,
      channelId,
    ]);
  const name = contact?.name ?? nameOf(person);
  if (decision.kind !== 'passedOn' && decision.kind !== 'hadItBefore') return { id: contactId, name };
  const hadItBefore = decision.kind === 'hadItBefore';
  if (hadItBefore) await keepPast(tx, claims, { ...sighting, contactId, until: decision.until });
  // Of a number's holder then and now one line is enough, however many of their messages come late.
  if (hadItBefore && contact) return { id: contactId, name };
  const changeId = await keepNumberChange(tx, {
    workspaceId,
    channelId,
    fromContactId: hadItBefore ? contactId : decision.from,
    toContactId: hadItBefore ? decision.holder : contactId,
    userId: person.userId!,
    evidence,
    at: hadItBefore ? decision.until : seenAt,
  });
  return { id: contactId, name, changeId };
}

// Whoever has several numbers is answered on the one they wrote from last; an id belongs to the account it is seen on.
const HEARD = `
  update identity set last_seen_at = greatest(last_seen_at, to_timestamp($4::float8 / 1000)),
    channel_id = case when kind = 'whatsapp_user_id' then coalesce(channel_id, $5) else channel_id end
  where contact_id = $1 and retired_at is null and (kind, value) in (select * from unnest($2::identity_kind[], $3::text[]))
    and (last_seen_at < to_timestamp($4::float8 / 1000) or kind = 'whatsapp_user_id' and channel_id is null)`;

const RETIRE = `
  update identity set retired_at = to_timestamp($4::float8 / 1000)
  where contact_id = $1 and retired_at is null and kind in ('whatsapp_id', 'phone')
    and (kind, value) in (select * from unnest($2::identity_kind[], $3::text[]))`;

/** The number is theirs no longer; that it was, and until when, stays. */
async function retireNumbers(
  tx: Queryable,
  contactId: string,
  { claims, seenAt }: { claims: readonly Claim[]; seenAt: number },
): Promise<void> {
  await tx.query(RETIRE, [contactId, claims.map((c) => c.kind), claims.map((c) => c.value), seenAt]);
}

/** A number that was theirs before somebody else had it. */
async function keepPast(
  tx: Queryable,
  claims: readonly Claim[],
  past: Omit<Sighting, 'person'> & { contactId: string; until: number },
): Promise<void> {
  if (past.until <= past.seenAt) return;
  for (const { kind, value } of claims) {
    if (kind !== 'whatsapp_id' && kind !== 'phone') continue;
    await tx.query(
      `insert into identity (id, workspace_id, contact_id, channel_id, kind, value, masked_value, evidence, first_seen_at, last_seen_at, retired_at)
       select $1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000), to_timestamp($9::float8 / 1000), to_timestamp($10::float8 / 1000)
       where not exists (select 1 from identity where contact_id = $3 and kind = $5 and value = $6)`,
      [
        uuidv7(),
        past.workspaceId,
        past.contactId,
        past.channelId,
        kind,
        value,
        maskIdentity(kind, value),
        past.evidence,
        past.seenAt,
        past.until,
      ],
    );
  }
}

async function findKnown(
  tx: Queryable,
  claims: readonly Claim[],
  { workspaceId, seenAt }: Pick<Sighting, 'workspaceId' | 'seenAt'>,
): Promise<Known[]> {
  const found = await tx.query<Known>({
    name: 'find-identities',
    text: FIND,
    values: [workspaceId, claims.map((c) => c.kind), claims.map((c) => c.value), seenAt],
  });
  return found.rows;
}

function isAmong(known: readonly Known[], { kind, value }: Claim): boolean {
  return known.some((k) => k.kind === kind && k.value === value);
}

/** Keeps one identity of a contact, with what showed it to us and when. One already current is left alone. */
export async function addIdentity(
  tx: Queryable,
  identity: Claim & Omit<Sighting, 'person' | 'channelId'> & { contactId: string; channelId: string | null },
): Promise<void> {
  const { workspaceId, contactId, channelId, kind, value, evidence, seenAt } = identity;
  await tx.query(
    `insert into identity (id, workspace_id, contact_id, kind, value, masked_value, evidence, first_seen_at, last_seen_at, channel_id)
     values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), to_timestamp($8::float8 / 1000), $9)
     on conflict (workspace_id, kind, value) where retired_at is null do nothing`,
    [uuidv7(), workspaceId, contactId, kind, value, maskIdentity(kind, value), evidence, seenAt, channelId],
  );
}
