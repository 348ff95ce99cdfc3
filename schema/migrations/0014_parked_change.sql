-- A reaction, correction or deletion that arrives before the message it is about waits here for it.

create table parked_change (
  workspace_id uuid not null references workspace,
  target_provider_message_id text not null,
  kind text not null check (kind in ('reaction', 'edit', 'revoke')),
  at timestamptz not null,
  item jsonb not null,
  parked_at timestamptz not null default now(),
  primary key (workspace_id, target_provider_message_id, kind, at)
);
