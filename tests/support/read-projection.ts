import type { Pool } from 'pg';

/**
 * Everything the journal says about one business, by what the provider calls things, so that two databases (or two
 * businesses) that lived through the same events read the same.
 */
export async function readProjection(pool: Pool, workspaceId: string): Promise<unknown> {
  const conversations = await pool.query(
    `select (select array_agg(i.kind || ' ' || i.value order by i.kind, i.value) from identity i where i.contact_id = c.contact_id) as who,
       c.contact_name, c.status, c.waiting_on, c.waiting_since, c.queue_order, c.window_closes_at, c.last_inbound_at, c.entry_at, c.free_until, c.last_message_at,
       c.last_message_text, c.last_message_direction, c.inbound_count, c.unanswered_count, c.troubled_count
     from conversation c where c.workspace_id = $1 order by who`,
    [workspaceId],
  );
  const messages = await pool.query(
    `select provider_message_id, direction, type, text, status, at, edited_at, deleted_at,
       (select jsonb_agg(r->>'emoji' order by r->>'emoji') from jsonb_array_elements(reactions) r where r->>'emoji' is not null) as reactions
     from message where workspace_id = $1 order by provider_message_id, id`,
    [workspaceId],
  );
  const contacts = await pool.query(
    `select profile_name, (select count(*)::int from identity i where i.contact_id = c.id) as identities from contact c
     where workspace_id = $1 order by profile_name`,
    [workspaceId],
  );
  return { conversations: conversations.rows, messages: messages.rows, contacts: contacts.rows };
}
