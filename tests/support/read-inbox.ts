import type { Pool } from 'pg';

/** Everything the inbox says, without ids and clocks of our own: two runs that mean the same read the same. */
export async function readInbox(pool: Pool): Promise<unknown> {
  const { rows } = await pool.query(`
    select json_build_object(
      'contacts', (select coalesce(json_agg(c order by c::text), '[]') from (select name, profile_name from contact) c),
      'identities', (select coalesce(json_agg(i order by i::text), '[]') from (
        select kind, value, retired_at is not null as retired from identity) i),
      'messages', (select coalesce(json_agg(m order by m::text), '[]') from (
        select direction, type, text, status, reactions, at, edited_at, deleted_at, provider_message_id from message) m),
      'conversations', (select coalesce(json_agg(v order by v::text), '[]') from (
        select contact_name, status, waiting_on, waiting_since, queue_order, window_closes_at, last_inbound_at, last_message_at,
          last_message_text, last_message_direction, last_message_status, inbound_count, unanswered_count, troubled_count
        from conversation) v)) as inbox`);
  return (rows[0] as { inbox: unknown }).inbox;
}
