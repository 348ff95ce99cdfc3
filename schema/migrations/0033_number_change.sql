-- A number goes from one person to the next. Who holds it is told by the business-scoped id that comes with it; such ids
-- belong to an account, so that one can only be held against another that was seen on a number of the same account.
alter table identity add column channel_id uuid references channel;
update identity i set channel_id = only_one.channel_id
from (
  select contact_id, (array_agg(channel_id))[1] as channel_id from conversation
  group by contact_id having count(distinct channel_id) = 1) only_one
where only_one.contact_id = i.contact_id and i.kind = 'whatsapp_user_id';

-- Each time a number was found with somebody else. Not published: what people see of it are lines in both threads.
-- Contacts are named without a reference: one of them is gone when a person says that both are the same.
create table number_change (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  channel_id uuid not null references channel,
  from_contact_id uuid not null,
  to_contact_id uuid not null,
  -- The business-scoped id that came with the number; the one before stands with the contact that had it.
  user_id text not null,
  evidence text not null,
  -- By the clock of who wrote.
  at timestamptz not null,
  joined_at timestamptz,
  joined_by_id uuid references member,
  -- What was joined: the contact and the threads that went, and which messages came from where.
  joined jsonb
);
create index number_change_contacts on number_change (to_contact_id, from_contact_id);

-- What a person, or the provider, said of two ids: one and the same. A replay of the journal is told it beforehand.
create table same_person (
  workspace_id uuid not null references workspace,
  user_id text not null,
  other_user_id text not null,
  at timestamptz not null,
  primary key (workspace_id, user_id, other_user_id)
);

-- A file of cards taken away whole is a look too, and somebody reads who looked.
alter table number_look add column way text not null default 'shown' check (way in ('shown', 'file'));
create index number_look_workspace on number_look (workspace_id, at desc, id desc);
