import type { Queryable } from '../queue.ts';

export type ChannelLine = {
  id: string;
  workspaceId: string;
  inboxId: string;
  phoneNumberId: string;
  /** Of the account the number belongs to; null until somebody or an event tells us. */
  wabaId: string | null;
  /** As people write it; empty until somebody or an event tells us. */
  displayPhoneNumber: string;
};

/** As it stands now. `heardAt`: when the provider last told us anything of it, to the minute; null before the first word. */
type FoundChannel = ChannelLine & { heardAt: number | null };

const MINUTE_MS = 60_000;

/**
 * The channel behind a provider's phone number id, or null when nobody here owns it. Null stands until the caller's
 * transaction ends: somebody may be connecting that number right now, and then looks for what was left lying.
 */
export async function findChannel(tx: Queryable, phoneNumberId: string | null): Promise<FoundChannel | null> {
  if (phoneNumberId === null) return null;
  const known = await readChannel(tx, phoneNumberId);
  if (known !== null) return known;
  await tx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 3))', [phoneNumberId]);
  return readChannel(tx, phoneNumberId);
}

/** Waits until nobody reads an event of this number any more that they found no owner for, and holds them off till the end. */
export async function claimNumber(tx: Queryable, phoneNumberId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [phoneNumberId]);
}

async function readChannel(tx: Queryable, phoneNumberId: string): Promise<FoundChannel | null> {
  const found = await tx.query<FoundChannel>({
    name: 'find-channel',
    text: `select id, workspace_id as "workspaceId", inbox_id as "inboxId", phone_number_id as "phoneNumberId",
             waba_id as "wabaId", display_phone_number as "displayPhoneNumber", heard_at as "heardAt"
           from channel where phone_number_id = $1`,
    values: [phoneNumberId],
  });
  return found.rows[0] ?? null;
}

/** The account a number belongs to, learnt from an event about the number; from then on its templates can be listed. */
export async function learnAccount(
  tx: Queryable,
  { id, wabaId: known }: ChannelLine,
  wabaId: string | null,
): Promise<void> {
  if (known !== null || wabaId === null) return;
  await tx.query('update channel set waba_id = $2 where id = $1 and waba_id is null', [id, wabaId]);
}

/** How a number is written, for one that came from the settings by its id alone. What a person wrote stays. */
export async function learnNumber(
  tx: Queryable,
  { id, displayPhoneNumber: known }: ChannelLine,
  written: string | undefined,
): Promise<void> {
  if (known !== '' || written === undefined) return;
  await tx.query(`update channel set display_phone_number = $2 where id = $1 and display_phone_number = ''`, [
    id,
    written,
  ]);
}

/** Is this the first word of the number for a minute? Nearly none is, and writes nothing. */
export function isNewsOf({ heardAt }: FoundChannel, at: number): boolean {
  return heardAt === null || at - heardAt >= MINUTE_MS;
}

/**
 * Keeps when the provider last told us anything of these numbers. Comes last in its transaction and waits for nobody:
 * whoever holds such a row writes the same, or something more urgent.
 */
export async function keepHeard(tx: Queryable, ids: ReadonlySet<string>, at: number): Promise<void> {
  if (ids.size === 0) return;
  await tx.query(
    `update channel set heard_at = greatest(heard_at, to_timestamp($2::float8 / 1000))
     where id in (select id from channel where id = any($1) for no key update skip locked)`,
    [[...ids], at],
  );
}
