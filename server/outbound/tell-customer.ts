import type { Pool } from 'pg';
import { markRead } from '../providers/whatsapp/mark-read.ts';
import { holdsAt } from '../lease/keep-lease.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import type { SecretBox } from '../secret-box.ts';

/** WhatsApp shows us typing for 25 seconds, or until we answer. */
const TYPING_EVERY_SECONDS = 20;
const CALL_TIMEOUT_MS = 10_000;

const ASK = `
  insert into read_receipt (conversation_id, typing_at)
  select l.conversation_id, to_timestamp($3::float8 / 1000) from reply_lease l
  where l.conversation_id = $1 and l.member_id = $2 and ${holdsAt(3)}
  on conflict (conversation_id) do update set typing_at = excluded.typing_at
  where read_receipt.typing_at is null
    or read_receipt.typing_at < excluded.typing_at - interval '${TYPING_EVERY_SECONDS} seconds'`;

/** A member who holds the reply types: the customer is told so, at most once in a while. `at`: instant in ms. */
export async function askForTyping(
  tx: Queryable,
  { conversationId, memberId, at }: { conversationId: string; memberId: string; at: number },
): Promise<void> {
  const asked = await tx.query(ASK, [conversationId, memberId, at]);
  if (asked.rowCount === 1)
    await enqueue(tx, 'show-typing', { conversationId }, { key: `typing:${conversationId}` });
}

type Line = {
  messageId: string;
  providerMessageId: string;
  phoneNumberId: string;
  sealed: string;
  isFresh: boolean;
};

// The newest one: marking a message read marks all before it.
const NEWEST = `
  select m.id as "messageId", m.provider_message_id as "providerMessageId", ch.phone_number_id as "phoneNumberId",
    s.access_token_sealed as sealed, m.at > to_timestamp($2::float8 / 1000) - interval '24 hours' as "isFresh"
  from message m join conversation c on c.id = m.conversation_id join channel ch on ch.id = c.channel_id
    join channel_secret s on s.channel_id = ch.id
  where m.conversation_id = $1 and m.direction = 'inbound' and m.provider_message_id is not null and ch.state = 'active'
  order by m.at desc, m.id limit 1`;

const KEEP = `
  insert into read_receipt (conversation_id, message_id) values ($1, $2)
  on conflict (conversation_id) do update set message_id = excluded.message_id
  where read_receipt.message_id is distinct from excluded.message_id`;

/**
 * Tells the provider that the customer's messages were read, once per newest message, and with `isTyping` that an answer
 * is being written. Nobody waits for it: what fails is not tried again.
 */
export async function tellCustomer(
  { pool, secretBox, apiUrl, now }: { pool: Pool; secretBox: SecretBox; apiUrl: string; now: () => number },
  { conversationId, isTyping = false }: { conversationId: string; isTyping?: boolean },
): Promise<void> {
  const newest = (await pool.query<Line>(NEWEST, [conversationId, now()])).rows[0];
  if (!newest || (isTyping && !newest.isFresh)) return;
  const kept = await pool.query(KEEP, [conversationId, newest.messageId]);
  if (kept.rowCount === 0 && !isTyping) return;
  const { providerMessageId, phoneNumberId } = newest;
  await markRead(
    { apiUrl, accessToken: secretBox.open(newest.sealed), phoneNumberId, timeoutMs: CALL_TIMEOUT_MS },
    { providerMessageId, isTyping },
  );
}
