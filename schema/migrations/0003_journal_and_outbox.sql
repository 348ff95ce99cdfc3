-- What providers told us, exactly as they said it; and what we owe them.

create type event_state as enum ('pending', 'processed', 'failed', 'dismissed');
create type outbox_state as enum ('queued', 'sending', 'unconfirmed', 'done', 'failed', 'cancelled');
create type attempt_outcome as enum ('sent', 'refused', 'unavailable', 'unknown');

create table provider_event (
  id bigint primary key generated always as identity,
  provider text not null,
  body_hash bytea not null,
  body bytea not null,
  state event_state not null default 'pending',
  attempts integer not null default 0,
  error text,
  unknown_channel boolean not null default false,
  received_at timestamptz not null default now(),
  processed_at timestamptz
);
-- The same bytes twice are the same event.
create unique index provider_event_body on provider_event (provider, body_hash);
create index provider_event_unfinished on provider_event (state, id) where state in ('pending', 'failed');

-- A status that names a message we do not know yet waits here for it.
create table parked_status (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  provider_message_id text not null,
  status text not null,
  failure jsonb,
  at timestamptz not null,
  parked_at timestamptz not null default now()
);
create unique index parked_status_once on parked_status (workspace_id, provider_message_id, status, at);

create table outbox_item (
  id uuid primary key,
  sequence bigint generated always as identity,
  workspace_id uuid not null references workspace,
  channel_id uuid not null references channel,
  lane text not null,
  kind text not null,
  message_id uuid unique references message,
  payload jsonb not null,
  state outbox_state not null default 'queued',
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  leased_until timestamptz,
  lease_id uuid,
  created_at timestamptz not null default now(),
  settled_at timestamptz
);
create index outbox_item_lane on outbox_item (lane, sequence) where state in ('queued', 'sending');
create index outbox_item_due on outbox_item (not_before, sequence) where state = 'queued';
create index outbox_item_open on outbox_item (state, leased_until) where state in ('sending', 'unconfirmed');

-- Committed before the call leaves, so that a crash can never hide that it may have left.
create table outbox_attempt (
  id uuid primary key,
  outbox_item_id uuid not null references outbox_item,
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome attempt_outcome,
  http_status integer,
  error_code integer,
  detail text
);
create index outbox_attempt_item on outbox_attempt (outbox_item_id, started_at);

create table media (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  message_id uuid references message,
  channel_id uuid references channel,
  provider_media_id text,
  mime_type text not null,
  file_name text,
  size_bytes bigint,
  sha256 text,
  storage_key text,
  thumbnail_key text,
  state text not null default 'pending' check (state in ('pending', 'stored', 'failed')),
  created_at timestamptz not null default now()
);
create index media_message on media (message_id);

-- Each worker says it is alive; the jobs of one that stopped saying so are freed by the others.
create table worker (
  id text primary key,
  beat_at timestamptz not null default now()
);
