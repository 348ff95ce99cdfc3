-- Links an admin hands over: one brings a colleague in, the other gives a member a new password. Neither is published.

create type invitation_kind as enum ('join', 'password');

create table invitation (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  kind invitation_kind not null,
  -- Whose new password it is; for one who joins, who came of it.
  member_id uuid references member,
  name text not null check (length(name) between 1 and 80),
  email text not null check (email = lower(email)),
  role member_role not null,
  inbox_ids uuid[] not null default '{}',
  -- SHA-256 of 256 random bits: the link itself is shown once and never kept.
  token_hash bytea not null unique check (length(token_hash) = 32),
  invited_by_id uuid not null references member,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  check (kind = 'join' or member_id is not null)
);
create index invitation_workspace on invitation (workspace_id, created_at desc, id);
-- Of each kind an address has one link that is neither used nor taken back, whoever asks for it at the same time.
create unique index invitation_standing on invitation (workspace_id, kind, email)
  where used_at is null and revoked_at is null;

-- Who brought somebody in, who changed them last, and where they worked before they were taken out.
alter table member
  add column invited_by_id uuid references member,
  add column changed_by_id uuid references member,
  add column changed_at timestamptz,
  add column left_inbox_ids uuid[] not null default '{}';
