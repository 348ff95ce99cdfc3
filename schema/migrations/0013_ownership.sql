-- Who owns a conversation and why, until when it must be answered, who was asked to decide, and who is told.

create type assign_policy as enum ('manual', 'round_robin', 'least_busy');
create type breach as enum ('first', 'next', 'resolution');

-- Opening hours as minutes of the day per weekday, Sunday first; null is a business that never closes.
alter table workspace
  add column business_hours jsonb,
  add column holidays jsonb not null default '[]';

-- Targets are business time, in ms; null means no promise. `capacity` bounds what one person is given from here.
alter table inbox
  add column policy assign_policy not null default 'manual',
  add column capacity integer check (capacity > 0),
  add column first_target_ms double precision default 3600000,
  add column answer_target_ms double precision default 3600000,
  add column resolution_target_ms double precision,
  add column hand_back_after_ms double precision,
  -- Whose turn it was last; not published: it changes with every assignment and no screen shows it.
  add column last_assigned_id uuid references member;

alter table member add column away_since timestamptz;

create table routing_rule (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  position integer not null,
  name text not null check (length(name) between 1 and 80),
  conditions jsonb not null default '{}',
  inbox_id uuid references inbox,
  member_id uuid references member,
  is_enabled boolean not null default true
);
create index routing_rule_order on routing_rule (workspace_id, position, id);

alter table conversation
  add column opened_at timestamptz,
  add column first_answered_at timestamptz,
  -- Business time of this opening in which the customer, not we, had the ball.
  add column paused_ms double precision not null default 0,
  add column first_response_due_at timestamptz,
  add column next_response_due_at timestamptz,
  add column resolution_due_at timestamptz,
  add column breached_at timestamptz,
  add column breach breach,
  add column escalated_to_id uuid references member,
  add column escalated_at timestamptz,
  add column escalation_due_at timestamptz,
  add column escalation_reason text,
  -- |tag|tag|, kept beside the row so that a list can be filtered without a join.
  add column contact_tags text not null default '',
  add column contact_language text;
create index conversation_breach on conversation (workspace_id, breach, first_response_due_at, id);
create index conversation_escalated on conversation (workspace_id, escalation_due_at, id) where escalated_at is not null;
create index conversation_due on conversation (least(first_response_due_at, next_response_due_at, resolution_due_at))
  where status = 'open' and waiting_on = 'us' and breached_at is null;

-- Whoever writes the row, a screen, a webhook, another system: nobody is late while the ball is not ours, and a
-- conversation that opens again is a new promise.
create function keep_conversation_timers() returns trigger language plpgsql as $$
begin
  if new.status <> 'closed' and old.status = 'closed' then
    new.opened_at := coalesce(case when new.waiting_on = 'us' then new.waiting_since end, now());
    new.first_answered_at := null;
    new.paused_ms := 0;
  end if;
  if new.waiting_on = 'them' and old.waiting_on = 'us' and new.first_answered_at is null then
    new.first_answered_at := new.waiting_since;
  end if;
  if new.waiting_on <> 'us' or new.status = 'closed' then
    new.first_response_due_at := null;
    new.next_response_due_at := null;
    new.resolution_due_at := null;
    new.breached_at := null;
    new.breach := null;
  end if;
  return new;
end $$;
create trigger conversation_timers before update of status, waiting_on, waiting_since on conversation
  for each row execute function keep_conversation_timers();

create function tags_line(tags jsonb) returns text language sql immutable as $$
  select coalesce('|' || string_agg(replace(lower(t), '|', ' '), '|' order by t) || '|', '') from jsonb_array_elements_text(tags) t
$$;
create function keep_conversation_contact() returns trigger language plpgsql as $$
begin
  select tags_line(c.tags), c.language into new.contact_tags, new.contact_language from contact c where c.id = new.contact_id;
  return new;
end $$;
create trigger conversation_contact before insert on conversation
  for each row execute function keep_conversation_contact();
create function tell_conversations_of_contact() returns trigger language plpgsql as $$
begin
  update conversation set contact_tags = tags_line(new.tags), contact_language = new.language where contact_id = new.id;
  return null;
end $$;
create trigger contact_conversations after update of tags, language on contact
  for each row when (old.tags is distinct from new.tags or old.language is distinct from new.language)
  execute function tell_conversations_of_contact();
update conversation v set contact_tags = tags_line(c.tags), contact_language = c.language, opened_at = v.created_at
  from contact c where c.id = v.contact_id;

create table escalation (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  conversation_id uuid not null references conversation,
  by_id uuid not null references member,
  to_id uuid not null references member,
  reason text not null,
  due_at timestamptz,
  at timestamptz not null,
  decision text,
  decided_by_id uuid references member,
  decided_at timestamptz
);
create unique index escalation_open on escalation (conversation_id) where decided_at is null;
create index escalation_conversation on escalation (conversation_id, at desc, id);

create table mention (
  message_id uuid not null references message,
  member_id uuid not null references member,
  conversation_id uuid not null references conversation,
  workspace_id uuid not null references workspace,
  at timestamptz not null,
  primary key (message_id, member_id)
);
create index mention_member on mention (member_id, conversation_id, message_id);
create index mention_conversation on mention (conversation_id, member_id, message_id);

-- The id says what caused it and whom it tells, so the same cause never tells twice.
create table notification (
  id text primary key,
  workspace_id uuid not null references workspace,
  member_id uuid not null references member,
  conversation_id uuid references conversation,
  kind text not null,
  contact_name text not null,
  actor_name text,
  data jsonb not null default '{}',
  at timestamptz not null,
  read_at timestamptz
);
create index notification_member on notification (member_id, at desc, id);
create index message_troubled on message (workspace_id, at) where status in ('failed', 'unconfirmed');

create table saved_view (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  member_id uuid not null references member,
  name text not null check (length(name) between 1 and 60),
  is_shared boolean not null default false,
  filter jsonb not null,
  created_at timestamptz not null
);
create index saved_view_workspace on saved_view (workspace_id, name, id);

-- How many stood in each health view, once a quarter of an hour: the line on a tile of the wall.
create table health_sample (
  workspace_id uuid not null references workspace,
  key text not null,
  -- Quarters of an hour since 1970.
  quarter integer not null,
  count integer not null,
  primary key (workspace_id, key, quarter)
);

-- Adds columns to what the publication already says of a table, whatever earlier migrations put there.
create function pg_temp.publish_more(relation text, added text[]) returns void language plpgsql as $$
declare columns text;
begin
  select string_agg(quote_ident(name), ', ') into columns from (
    select unnest(attnames) as name from pg_publication_tables where pubname = 'zero_kazi' and tablename = relation
    union all select unnest(added)) listed;
  execute format('alter publication zero_kazi drop table %I', relation);
  execute format('alter publication zero_kazi add table %I (%s)', relation, columns);
end $$;
select pg_temp.publish_more('workspace', array['business_hours', 'holidays']);
select pg_temp.publish_more('member', array['capacity', 'away_since']);
select pg_temp.publish_more('inbox', array['policy', 'capacity', 'first_target_ms', 'answer_target_ms', 'resolution_target_ms', 'hand_back_after_ms']);
select pg_temp.publish_more('conversation', array['opened_at', 'first_answered_at', 'paused_ms', 'first_response_due_at',
  'next_response_due_at', 'resolution_due_at', 'breached_at', 'breach', 'escalated_to_id', 'escalated_at', 'escalation_due_at',
  'escalation_reason', 'contact_tags', 'contact_language']);
alter publication zero_kazi add table
  routing_rule (id, workspace_id, position, name, conditions, inbox_id, member_id, is_enabled),
  escalation (id, workspace_id, conversation_id, by_id, to_id, reason, due_at, at, decision, decided_by_id, decided_at),
  mention (message_id, member_id, conversation_id, workspace_id, at),
  notification (id, workspace_id, member_id, conversation_id, kind, contact_name, actor_name, data, at, read_at),
  saved_view (id, workspace_id, member_id, name, is_shared, filter, created_at),
  health_sample (workspace_id, key, quarter, count);
