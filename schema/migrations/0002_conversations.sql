-- The thread with one contact on one channel, its bubbles, and who is looking at it.

create type conversation_status as enum ('open', 'snoozed', 'closed');
create type waiting_on as enum ('us', 'them', 'nobody');
create type priority as enum ('low', 'normal', 'high', 'urgent');
create type message_direction as enum ('inbound', 'outbound', 'note');
create type message_status as enum ('received', 'queued', 'sending', 'unconfirmed', 'sent', 'delivered', 'read', 'failed', 'cancelled');
create type author_kind as enum ('customer', 'member', 'rule', 'phone_app', 'api', 'system');
create type presence_kind as enum ('viewing', 'typing');

-- The list reads this one table: name, preview and badges are written here when the thing itself changes,
-- because a join per row per agent is what makes a shared inbox slow.
create table conversation (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  contact_id uuid not null references contact,
  channel_id uuid not null references channel,
  inbox_id uuid not null references inbox,
  assignee_id uuid references member,
  status conversation_status not null default 'open',
  priority priority not null default 'normal',
  contact_name text not null,
  snoozed_until timestamptz,
  closed_at timestamptz,
  closed_reason text,
  waiting_on waiting_on not null default 'nobody',
  waiting_since timestamptz,
  -- One ascending number that sorts a queue: see queueOrder in schema/domain/queue-order.ts.
  queue_order double precision not null,
  window_closes_at timestamptz,
  last_inbound_at timestamptz,
  last_message_at timestamptz not null,
  last_message_id uuid,
  last_message_type text,
  last_message_text text,
  last_message_direction message_direction,
  last_message_author text,
  last_message_status message_status,
  inbound_count integer not null default 0,
  unanswered_count integer not null default 0,
  troubled_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index conversation_contact_channel on conversation (contact_id, channel_id);
create index conversation_inbox_queue on conversation (inbox_id, status, queue_order, id);
create index conversation_assignee on conversation (assignee_id, status, last_message_at desc, id);
create index conversation_workspace_queue on conversation (workspace_id, status, queue_order, id);
create index conversation_workspace_recent on conversation (workspace_id, last_message_at desc, id);
create index conversation_snoozed on conversation (snoozed_until) where status = 'snoozed';

create table message (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  conversation_id uuid not null references conversation,
  direction message_direction not null,
  type text not null,
  text text,
  content jsonb,
  media jsonb,
  status message_status not null,
  author_kind author_kind not null,
  author_member_id uuid references member,
  author_name text,
  quoted_message_id uuid,
  reactions jsonb not null default '[]',
  failure jsonb,
  forwarded boolean not null default false,
  at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  -- Not published: the provider's id carries a phone number inside.
  provider_message_id text,
  provider_quoted_id text
);
create index message_conversation on message (conversation_id, at desc, id);
create unique index message_provider on message (workspace_id, provider_message_id) where provider_message_id is not null;

-- Every step of every outbound message with what proved it.
create table message_transition (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  message_id uuid not null references message,
  status message_status not null,
  applied boolean not null,
  evidence text not null,
  at timestamptz not null,
  created_at timestamptz not null default now()
);
create index message_transition_message on message_transition (message_id, at, id);

create table activity (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  conversation_id uuid references conversation,
  kind text not null,
  actor_kind author_kind not null,
  actor_member_id uuid references member,
  actor_name text,
  data jsonb not null default '{}',
  at timestamptz not null
);
create index activity_conversation on activity (conversation_id, at desc, id);

-- "Mark read" is mine alone: how far each member has seen each conversation, as a count of inbound messages.
create table conversation_read (
  member_id uuid not null references member,
  conversation_id uuid not null references conversation,
  workspace_id uuid not null references workspace,
  read_count integer not null,
  read_at timestamptz not null,
  primary key (member_id, conversation_id)
);
create index conversation_read_recent on conversation_read (member_id, read_at desc, conversation_id);

-- Rewritten every few seconds per visible tab; a reader ignores rows older than the presence time-out.
create table presence (
  id text primary key,
  workspace_id uuid not null references workspace,
  member_id uuid not null references member,
  conversation_id uuid,
  kind presence_kind not null,
  seen_at timestamptz not null
);
create index presence_workspace on presence (workspace_id, id);

-- One row a second through every hop: its age is how stale a screen is.
create table heartbeat (
  id text primary key,
  beat_at timestamptz not null
);

-- Live counts for the views, refreshed by a paced job, never once a message.
create table view_count (
  workspace_id uuid not null references workspace,
  key text not null,
  count integer not null,
  primary key (workspace_id, key)
);
