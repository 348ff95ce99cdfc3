-- The one list of what leaves the database for a browser, table by table and column by column.
-- Left out on purpose: identity.value and provider ids (phone numbers inside), secrets, the journal, the outbox.

create publication zero_kazi for table
  workspace (id, name, time_zone, currency, locale),
  member (id, workspace_id, name, role, availability, last_seen_at, deactivated_at),
  inbox (id, workspace_id, name, hue, position),
  inbox_member (inbox_id, member_id, workspace_id),
  channel (id, workspace_id, inbox_id, kind, name, display_phone_number, state, paused_reason, paused_at),
  contact (id, workspace_id, name, profile_name, language, responsible_member_id, tags, note, created_at),
  identity (id, workspace_id, contact_id, kind, masked_value, evidence, first_seen_at, last_seen_at, retired_at),
  conversation (id, workspace_id, contact_id, channel_id, inbox_id, assignee_id, status, priority, contact_name,
    snoozed_until, closed_at, closed_reason, waiting_on, waiting_since, queue_order, window_closes_at, last_inbound_at,
    last_message_at, last_message_id, last_message_type, last_message_text, last_message_direction, last_message_author,
    last_message_status, inbound_count, unanswered_count, troubled_count),
  message (id, workspace_id, conversation_id, direction, type, text, content, media, status, author_kind, author_member_id,
    author_name, quoted_message_id, reactions, failure, forwarded, at, edited_at, deleted_at),
  message_transition (id, workspace_id, message_id, status, applied, evidence, at),
  activity (id, workspace_id, conversation_id, kind, actor_kind, actor_member_id, actor_name, data, at),
  conversation_read (member_id, conversation_id, workspace_id, read_count, read_at),
  presence (id, workspace_id, member_id, conversation_id, kind, seen_at),
  heartbeat (id, beat_at),
  view_count (workspace_id, key, count);
