-- The business, the people in it, and the doors customers come through.

create type member_role as enum ('admin', 'manager', 'agent');
create type availability as enum ('online', 'away');
create type channel_state as enum ('active', 'paused');
create type identity_kind as enum ('phone', 'whatsapp_id', 'whatsapp_user_id', 'whatsapp_parent_user_id', 'whatsapp_username', 'email');

create table workspace (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  time_zone text not null default 'Africa/Nairobi',
  currency text not null default 'KES',
  locale text not null default 'en',
  created_at timestamptz not null default now()
);

create table member (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  user_id text not null,
  name text not null,
  role member_role not null,
  availability availability not null default 'online',
  capacity integer not null default 30,
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  deactivated_at timestamptz,
  unique (workspace_id, user_id)
);
create index member_user on member (user_id) where deactivated_at is null;

create table inbox (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  name text not null,
  hue text not null default 'stage-2',
  position integer not null default 0,
  created_at timestamptz not null default now()
);
create index inbox_workspace on inbox (workspace_id, position, id);

create table inbox_member (
  inbox_id uuid not null references inbox,
  member_id uuid not null references member,
  workspace_id uuid not null references workspace,
  primary key (inbox_id, member_id)
);
create index inbox_member_member on inbox_member (member_id, inbox_id);

create table channel (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  inbox_id uuid not null references inbox,
  kind text not null default 'whatsapp' check (kind in ('whatsapp')),
  name text not null,
  phone_number_id text not null unique,
  waba_id text,
  display_phone_number text not null,
  state channel_state not null default 'active',
  paused_reason text,
  paused_at timestamptz,
  created_at timestamptz not null default now()
);

-- Tokens stand apart from the channel so that no query about channels can ever carry one.
create table channel_secret (
  channel_id uuid primary key references channel,
  access_token_sealed text not null,
  updated_at timestamptz not null default now()
);

create table contact (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  name text,
  profile_name text,
  language text,
  responsible_member_id uuid references member,
  tags jsonb not null default '[]',
  note text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index contact_workspace on contact (workspace_id, created_at desc, id);

-- `value` is what the provider says and may be a phone number: it is not published. `masked_value` is.
create table identity (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  contact_id uuid not null references contact,
  kind identity_kind not null,
  value text not null,
  masked_value text not null,
  evidence text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  retired_at timestamptz
);
create unique index identity_current on identity (workspace_id, kind, value) where retired_at is null;
create index identity_contact on identity (contact_id, kind, id);
