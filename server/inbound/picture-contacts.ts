import type { Line } from '../db/copy-lines.ts';
import type { Queryable } from '../queue.ts';

const OF_CONTACT = 'where contact_id = any ($1::uuid[])';
const OF_THREAD = `where conversation_id in (select id from conversation ${OF_CONTACT})`;

const PARTS = {
  contact: 'where id = any ($1::uuid[])',
  identity: OF_CONTACT,
  conversation: OF_CONTACT,
  escalation: OF_THREAD,
  conversation_read: OF_THREAD,
  auto_reply: OF_THREAD,
  number_look: `where identity_id in (select id from identity ${OF_CONTACT})`,
} as const;

/** The rows of contacts and of their threads that a join changes or lets go, by table. Messages only move. */
export type Picture = Record<keyof typeof PARTS, Line[]>;

/** Reads how contacts stand now. */
export async function pictureContacts(tx: Queryable, contactIds: readonly string[]): Promise<Picture> {
  const picture: Partial<Picture> = {};
  for (const [table, where] of Object.entries(PARTS)) {
    const rows = await tx.query<{ line: Line }>(`select to_jsonb(t) as line from "${table}" t ${where}`, [
      contactIds,
    ]);
    picture[table as keyof Picture] = rows.rows.map(({ line }) => line);
  }
  return picture as Picture;
}

const SAID = `
  select (select count(*) from message m join conversation c on c.id = m.conversation_id where c.contact_id = $1 and m.direction <> 'note')
    + (select count(*) from activity a join conversation c on c.id = a.conversation_id where c.contact_id = $1 and a.kind = 'call') as said`;

/** How many messages and calls a contact and we have had, in all their threads. */
export async function countSaid(tx: Queryable, contactId: string): Promise<number> {
  return Number((await tx.query<{ said: string }>(SAID, [contactId])).rows[0]!.said);
}
