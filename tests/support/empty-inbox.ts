import type { Pool } from 'pg';

/** Lets go of everything customers and we ever said; the business, its people and its numbers stay. */
export async function emptyInbox(pool: Pool): Promise<void> {
  await pool.query(
    `truncate provider_event, contact, identity, conversation, message, message_transition, parked_status, media,
       outbox_item, activity cascade`,
  );
}
