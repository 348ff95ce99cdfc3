import type { Pool } from 'pg';
import { z } from 'zod';
import type { Context } from '#schema/context.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { claimNumber } from '../inbound/find-channel.ts';
import { retryEventsFor } from '../journal/retry-events.ts';
import { uuidv7 } from '../new-id.ts';
import type { NumberSaid } from '../providers/whatsapp/ask-about-number.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import type { SecretBox } from '../secret-box.ts';

export const ACCESS_TOKEN = z.string().trim().min(20).max(1_000).regex(/^\S+$/);
export const WABA_ID = z.string().regex(/^\d{5,25}$/);

/** What an admin types to connect a number. Without a name it gets the one WhatsApp verified. */
export const CONNECT = z.object({
  phoneNumberId: z.string().regex(/^\d{5,25}$/),
  accessToken: ACCESS_TOKEN,
  wabaId: WABA_ID.nullable(),
  name: z.string().trim().max(80),
  inboxId: z.uuid(),
});

export type ConnectWish = z.infer<typeof CONNECT>;

const ADD = `
  insert into channel (id, workspace_id, inbox_id, name, phone_number_id, waba_id, display_phone_number, quality, quality_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, case when $8::text is null then null else to_timestamp($9::float8 / 1000) end)
  on conflict (phone_number_id) do nothing returning id`;

/** Is there such an inbox in this business, and is the number still nobody's? Asked before WhatsApp is. */
export async function whyNotConnect(
  tx: Queryable,
  { workspaceId }: Context,
  { inboxId, phoneNumberId }: ConnectWish,
): Promise<'not_found' | 'number_taken' | null> {
  const found = await tx.query<{ isInbox: boolean; isTaken: boolean }>(
    `select exists (select from inbox where id = $1 and workspace_id = $2) as "isInbox",
       exists (select from channel where phone_number_id = $3) as "isTaken"`,
    [inboxId, workspaceId, phoneNumberId],
  );
  if (!found.rows[0]!.isInbox) return 'not_found';
  return found.rows[0]!.isTaken ? 'number_taken' : null;
}

/**
 * Connects a number WhatsApp has vouched for: its token sealed, its templates asked for, and what came for it before put
 * back in line. Returns its id and how many events that were, or null when somebody else was quicker.
 */
export async function connectChannel(
  { pool, secretBox, now }: { pool: Pool; secretBox: Pick<SecretBox, 'seal'>; now: number },
  { workspaceId }: Context,
  { wish, said }: { wish: ConnectWish; said: NumberSaid },
): Promise<{ id: string; earlierEvents: number } | null> {
  const name = wish.name || (said.verifiedName ?? said.displayPhoneNumber).slice(0, 80);
  const { inboxId, phoneNumberId, wabaId } = wish;
  return inTransaction(pool, async (tx) => {
    await claimNumber(tx, phoneNumberId);
    const values = [uuidv7(), workspaceId, inboxId, name, phoneNumberId, wabaId];
    const added = await tx.query<{ id: string }>(ADD, [
      ...values,
      said.displayPhoneNumber,
      said.quality,
      now,
    ]);
    const id = added.rows[0]?.id;
    if (id === undefined) return null;
    await tx.query('insert into channel_secret (channel_id, access_token_sealed) values ($1, $2)', [
      id,
      secretBox.seal(wish.accessToken),
    ]);
    await enqueue(tx, 'sync-templates', {});
    return { id, earlierEvents: await retryEventsFor(tx, phoneNumberId) };
  });
}
