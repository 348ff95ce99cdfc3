import type { Pool } from 'pg';
import { emptyTables } from './empty-tables.ts';

const TABLES =
  'provider_event, contact, identity, conversation, message, message_transition, parked_status, media, outbox_item, activity';

/** Lets go of everything customers and we ever said; the business, its people and its numbers stay. */
export async function emptyInbox(pool: Pool): Promise<void> {
  await emptyTables(pool, TABLES);
}
