-- What we can say besides plain words: templates, saved replies, files of our own; and how fast we may say it.

create table template (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  channel_id uuid not null references channel,
  provider_template_id text,
  name text not null,
  language text not null,
  category text not null,
  -- The provider's word: only APPROVED may be sent. Kept when it disappears there, as DELETED.
  status text not null,
  quality text,
  parameter_format text not null default 'positional' check (parameter_format in ('positional', 'named')),
  components jsonb not null,
  synced_at timestamptz not null
);
create unique index template_name on template (channel_id, name, language);
create index template_workspace on template (workspace_id, name, id);

-- Null: the provider was never asked, or has told us that something is new.
alter table channel add column templates_synced_at timestamptz;

create table saved_reply (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  shortcut text not null,
  title text not null,
  language text not null default 'en',
  text text not null check (length(text) between 1 and 4096),
  created_at timestamptz not null default now()
);
create unique index saved_reply_shortcut on saved_reply (workspace_id, shortcut);

-- A file of ours: who brought it, and since when the provider holds a copy (it keeps one for 30 days).
alter table media
  add column uploaded_by uuid references member,
  add column provider_uploaded_at timestamptz,
  add column width integer,
  add column height integer;
create index media_waiting on media (created_at) where message_id is null;

-- Up to which of the customer's messages the provider was told that we have read, and when it last was told that we type.
create table read_receipt (
  conversation_id uuid primary key references conversation,
  message_id uuid references message,
  typing_at timestamptz
);

-- How much may still leave now: one bucket per number and one per number and person, shared by all workers.
create table send_bucket (
  key text primary key,
  tokens double precision not null,
  filled_at timestamptz not null
);

-- Takes one from every bucket or from none. Returns 0 when taken, else how many ms until it is worth asking again.
create function take_send_tokens(keys text[], capacities double precision[], refills_ms double precision[], at timestamptz)
returns double precision language plpgsql as $$
declare
  wait double precision := 0;
  have double precision;
begin
  for i in 1 .. array_length(keys, 1) loop
    insert into send_bucket (key, tokens, filled_at) values (keys[i], capacities[i], at) on conflict (key) do nothing;
    select least(capacities[i], b.tokens + greatest(0, extract(epoch from at - b.filled_at)) * 1000 / refills_ms[i])
      into have from send_bucket b where b.key = keys[i] for update;
    if have < 1 then wait := greatest(wait, (1 - have) * refills_ms[i]); end if;
  end loop;
  if wait > 0 then return ceil(wait); end if;
  update send_bucket b set
    tokens = least(w.capacity, b.tokens + greatest(0, extract(epoch from at - b.filled_at)) * 1000 / w.refill_ms) - 1,
    filled_at = greatest(b.filled_at, at)
  from unnest(keys, capacities, refills_ms) w (key, capacity, refill_ms) where b.key = w.key;
  return 0;
end $$;

alter publication zero_kazi add table
  template (id, workspace_id, channel_id, name, language, category, status, quality, parameter_format, components, synced_at),
  saved_reply (id, workspace_id, shortcut, title, language, text);
