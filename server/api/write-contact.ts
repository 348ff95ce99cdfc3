import type { z } from 'zod';
import { Refusal } from '#schema/errors.ts';
import { addIdentity } from '../inbound/find-or-create-contact.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import type { Caller } from './api-key.ts';
import type { contactChangeSchema, newContactSchema } from './contact-shape.ts';
import { findCountry } from './find-country.ts';
import { findInWorkspace } from './find-in-workspace.ts';
import { normaliseIdentity, twinsOf } from './normalise-identity.ts';
import type { Claim } from './normalise-identity.ts';
import { Problem } from './problem.ts';

type Deps = { db: Queryable; caller: Caller; now: number };

// In the thread where the customer last was: that is where people look.
const TELL_TAGS = `
  insert into activity (id, workspace_id, conversation_id, kind, actor_kind, actor_name, data, at)
  select $1, workspace_id, id, 'tagged', 'api', $3, $4, to_timestamp($5::float8 / 1000) from conversation
  where contact_id = $2 order by last_message_at desc, id limit 1`;

type PlacedClaim = Claim & { path: string };

/** Makes a contact with its identities. Throws `identity_taken` with the id of the contact that has one already. */
export async function createContact(
  { db, caller, now }: Deps,
  body: z.output<typeof newContactSchema>,
): Promise<string> {
  const { workspaceId } = caller;
  const claims = await readClaims(db, workspaceId, body.identities ?? []);
  const responsible = await findResponsible(db, workspaceId, body.responsibleMemberId);
  await refuseTaken(db, workspaceId, claims);
  const contactId = uuidv7();
  await db.query(
    `insert into contact (id, workspace_id, name, language, tags, responsible_member_id, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000), to_timestamp($7::float8 / 1000))`,
    [
      contactId,
      workspaceId,
      body.name ?? null,
      body.language ?? null,
      JSON.stringify([...new Set(body.tags ?? [])]),
      responsible,
      now,
    ],
  );
  for (const { kind, value } of claims) {
    await addIdentity(db, {
      kind,
      value,
      workspaceId,
      contactId,
      channelId: null,
      seenAt: now,
      evidence: 'api',
    });
  }
  return contactId;
}

/** Corrects a contact; what is not named stays. A new name shows on the contact's conversations at once. */
export async function changeContact(
  { db, caller, now }: Deps,
  id: string,
  body: z.output<typeof contactChangeSchema>,
): Promise<void> {
  const { workspaceId } = caller;
  const locked = await db.query<{ tags: string[] }>(
    'select tags from contact where id = $1 and workspace_id = $2 for update',
    [id, workspaceId],
  );
  const before = locked.rows[0];
  if (!before) throw new Refusal('not_found');
  const tags = body.tags && [...new Set(body.tags)];
  const responsible = await findResponsible(db, workspaceId, body.responsibleMemberId);
  await db.query(
    `update contact set name = coalesce($2, name), tags = coalesce($3, tags),
       language = case when $4 then $5 else language end,
       responsible_member_id = case when $6 then $7::uuid else responsible_member_id end,
       updated_at = to_timestamp($8::float8 / 1000)
     where id = $1`,
    [
      id,
      body.name ?? null,
      tags ? JSON.stringify(tags) : null,
      body.language !== undefined,
      body.language ?? null,
      body.responsibleMemberId !== undefined,
      responsible,
      now,
    ],
  );
  if (tags) {
    const added = tags.filter((tag) => !before.tags.includes(tag)).join(', ');
    const removed = before.tags.filter((tag) => !tags.includes(tag)).join(', ');
    const data = JSON.stringify({ added, removed });
    if (added !== '' || removed !== '') await db.query(TELL_TAGS, [uuidv7(), id, caller.name, data, now]);
  }
  if (body.name === undefined) return;
  await db.query(
    'update conversation set contact_name = $2, updated_at = now() where contact_id = $1 and contact_name <> $2',
    [id, body.name],
  );
}

async function findResponsible(
  db: Queryable,
  workspaceId: string,
  id: string | null | undefined,
): Promise<string | null> {
  if (!id) return null;
  return (await findInWorkspace(db, 'member', { id, workspaceId, path: 'responsibleMemberId' })).id;
}

async function readClaims(
  db: Queryable,
  workspaceId: string,
  given: NonNullable<z.output<typeof newContactSchema>['identities']>,
): Promise<PlacedClaim[]> {
  const country = await findCountry(db, workspaceId);
  const claims = given.map((identity, n) => {
    const claim = normaliseIdentity(identity, country);
    return claim && { ...claim, path: `identities.${n}.value` };
  });
  const errors = claims.flatMap((claim, n) =>
    claim ? [] : [{ path: `identities.${n}.value`, message: `cannot be of the kind ${given[n]!.kind}` }],
  );
  if (errors.length > 0)
    throw new Problem('invalid_input', {
      detail: 'At least one identity is not what its kind says.',
      errors,
    });
  const once = new Map(claims.flatMap((c) => (c ? [[`${c.kind}:${c.value}`, c] as const] : [])));
  return [...once.values()];
}

/** Takes the same locks as a first message from these identities would, so that the two cannot both make a contact. */
async function refuseTaken(db: Queryable, workspaceId: string, claims: PlacedClaim[]): Promise<void> {
  const wanted = claims.flatMap((claim) => twinsOf(claim).map((twin) => ({ ...twin, path: claim.path })));
  if (wanted.length === 0) return;
  const keys = [...new Set(wanted.map(({ kind, value }) => `${workspaceId}:${kind}:${value}`))].sort();
  await db.query('select pg_advisory_xact_lock(hashtextextended(k, 0)) from unnest($1::text[]) k', [keys]);
  const found = await db.query<Claim & { contactId: string }>(
    `select kind, value, contact_id as "contactId" from identity
     where workspace_id = $1 and retired_at is null and (kind, value) in (select * from unnest($2::identity_kind[], $3::text[]))
     order by first_seen_at, id limit 1`,
    [workspaceId, wanted.map((w) => w.kind), wanted.map((w) => w.value)],
  );
  const taken = found.rows[0];
  if (!taken) return;
  const path = wanted.find((w) => w.kind === taken.kind && w.value === taken.value)?.path ?? 'identities';
  throw new Problem('identity_taken', {
    detail: `The contact ${taken.contactId} has this identity. Change that contact instead of making another.`,
    errors: [{ path, message: 'belongs to another contact' }],
    extra: { contactId: taken.contactId },
  });
}
