import { maskIdentity } from '#schema/domain/mask-identity.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';

/** A username somebody bore, and the time in which it was seen. Instants in ms. */
type Bearing = {
  id: string;
  contactId: string;
  value: string;
  firstSeenAt: number;
  lastSeenAt: number;
};

/**
 * Which of these bears on, and which are over? `latest` was just seen. A person has one username and a username one person:
 * the one seen last stands, in whatever order they were heard of. `until`: instant in ms.
 */
export function whoBearsOn(
  latest: Bearing,
  others: readonly Bearing[],
): { isOver: true; until: number } | { isOver: false; ended: Bearing[] } {
  const newer = others.filter(({ lastSeenAt }) => lastSeenAt > latest.lastSeenAt);
  if (newer.length === 0) return { isOver: false, ended: [...others] };
  const next = Math.min(...newer.map(({ firstSeenAt }) => firstSeenAt));
  return { isOver: true, until: Math.max(next, latest.lastSeenAt) };
}

// Nearly always they bear the one they bore.
const SEEN_AGAIN = `
  update identity i set last_seen_at = greatest(last_seen_at, to_timestamp($3::float8 / 1000)),
    first_seen_at = least(first_seen_at, to_timestamp($3::float8 / 1000))
  where contact_id = $1 and kind = 'whatsapp_username' and value = $2 and retired_at is null and not exists (
    select 1 from identity o where o.contact_id = $1 and o.kind = 'whatsapp_username' and o.retired_at is null and o.id <> i.id)`;

const SEEN_BEFORE = `
  update identity set last_seen_at = greatest(last_seen_at, to_timestamp($3::float8 / 1000)),
    first_seen_at = least(first_seen_at, to_timestamp($3::float8 / 1000))
  where contact_id = $1 and kind = 'whatsapp_username' and value = $2`;

const FIRST_SEEN = `
  insert into identity (id, workspace_id, contact_id, kind, value, masked_value, evidence, first_seen_at, last_seen_at, retired_at)
  values ($1, $2, $3, 'whatsapp_username', $4, $5, $6, to_timestamp($7::float8 / 1000), to_timestamp($7::float8 / 1000), to_timestamp($7::float8 / 1000))`;

const BEARINGS = `
  select id, contact_id as "contactId", value, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt" from identity
  where workspace_id = $1 and kind = 'whatsapp_username' and (
    contact_id = $2 and value = $3 or retired_at is null and (contact_id = $2 or value = $3))
  order by first_seen_at, id`;

const END = `update identity set retired_at = to_timestamp($2::float8 / 1000) where id = any ($1::uuid[])`;
const GO_ON = `update identity set retired_at = null where id = $1`;

/**
 * Keeps the username somebody was seen with; the one they had before is over, and so is whoever bore this one before. It
 * names nobody: it can be given up and taken by another, so nobody is ever found by it. `seenAt`: instant in ms.
 */
export async function keepUsername(
  tx: Queryable,
  {
    workspaceId,
    contactId,
    username,
    seenAt,
    evidence,
  }: { workspaceId: string; contactId: string; username: string; seenAt: number; evidence: string },
): Promise<void> {
  const seen = [contactId, username, seenAt];
  if ((await tx.query(SEEN_AGAIN, seen)).rowCount === 1) return;
  const locks = [`username:${workspaceId}:${username}`, `usernames:${contactId}`];
  await tx.query('select pg_advisory_xact_lock(hashtextextended(k, 0)) from unnest($1::text[]) k', [locks]);
  if ((await tx.query(SEEN_BEFORE, seen)).rowCount === 0) {
    const masked = maskIdentity('whatsapp_username', username);
    await tx.query(FIRST_SEEN, [uuidv7(), workspaceId, contactId, username, masked, evidence, seenAt]);
  }
  const { rows } = await tx.query<Bearing>(BEARINGS, [workspaceId, contactId, username]);
  const latest = rows.find((one) => one.contactId === contactId && one.value === username)!;
  const bears = whoBearsOn(
    latest,
    rows.filter((one) => one !== latest),
  );
  if (bears.isOver) {
    await tx.query(END, [[latest.id], bears.until]);
    return;
  }
  await tx.query(END, [bears.ended.map(({ id }) => id), latest.lastSeenAt]);
  await tx.query(GO_ON, [latest.id]);
}
