-- Doors for other systems: who may knock, and what each knock was answered. Neither is published to a browser.

create table api_key (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  name text not null check (length(name) between 1 and 80),
  -- SHA-256 of a key of 256 random bits: nothing slower is needed, and the key itself is shown once and never kept.
  key_hash bytea not null unique check (length(key_hash) = 32),
  -- The last four characters, so that a person can tell their keys apart.
  hint text not null,
  scopes text[] not null,
  created_by_id uuid references member,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_key_workspace on api_key (workspace_id, created_at, id);

-- Written in the transaction of the effect: either both are there or neither is.
create table idempotency_key (
  workspace_id uuid not null references workspace,
  -- The id of the API key that asked, or `bootstrap`: two systems may choose the same word.
  caller text not null,
  key_hash bytea not null check (length(key_hash) = 32),
  request_hash bytea not null check (length(request_hash) = 32),
  route text not null,
  status integer,
  body text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, caller, key_hash)
);
create index idempotency_key_age on idempotency_key (created_at);

-- Pages walk by what never changes, so that a conversation which moves in its queue is neither skipped nor told twice.
create index conversation_workspace_created on conversation (workspace_id, created_at desc, id);
