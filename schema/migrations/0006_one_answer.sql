-- Who may answer now, and which answer landed last: what keeps a customer from being answered twice.

create table reply_lease (
  conversation_id uuid primary key references conversation,
  workspace_id uuid not null references workspace,
  member_id uuid not null references member,
  tab_id text not null,
  acquired_at timestamptz not null,
  expires_at timestamptz not null
);
create index reply_lease_workspace on reply_lease (workspace_id, conversation_id);

-- The last outbound message by arrival, whoever wrote it. A reply must name the one its writer had seen.
alter table conversation
  add column last_answer_id uuid,
  add column last_answer_member_id uuid;

alter publication zero_kazi add table
  reply_lease (conversation_id, workspace_id, member_id, tab_id, acquired_at, expires_at);
alter publication zero_kazi drop table conversation;
alter publication zero_kazi add table
  conversation (id, workspace_id, contact_id, channel_id, inbox_id, assignee_id, status, priority, contact_name,
    snoozed_until, closed_at, closed_reason, waiting_on, waiting_since, queue_order, window_closes_at, last_inbound_at,
    last_message_at, last_message_id, last_message_type, last_message_text, last_message_direction, last_message_author,
    last_message_status, inbound_count, unanswered_count, troubled_count, last_answer_id, last_answer_member_id);
