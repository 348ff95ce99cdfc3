-- What a customer is told outside opening hours, who asked not to be told things, and who is really at the desk.

alter table inbox
  add column is_auto_reply_on boolean not null default false,
  add column auto_reply_text text check (length(auto_reply_text) <= 1024),
  -- By name and language, as the provider knows it: the same words may stand ready on several numbers.
  add column auto_reply_template text,
  add column auto_reply_language text;

alter table contact add column opted_out_at timestamptz;

-- A message of ours that is a receipt and no answer: whoever waits goes on waiting.
alter table message add column keeps_waiting boolean not null default false;

-- Once per conversation and closed period, whatever happens twice.
create table auto_reply (
  conversation_id uuid not null references conversation,
  shut_since timestamptz not null,
  message_id uuid not null unique references message,
  at timestamptz not null,
  primary key (conversation_id, shut_since)
);

-- When each member last had the inbox before them. Not published: it changes all the time and no screen shows it.
create table attendance (
  member_id uuid primary key references member,
  seen_at timestamptz not null
);

-- Adds columns to what the publication already says of a table, whatever earlier migrations put there.
create or replace function pg_temp.publish_more(relation text, added text[]) returns void language plpgsql as $$
declare columns text;
begin
  select string_agg(quote_ident(name), ', ') into columns from (
    select unnest(attnames) as name from pg_publication_tables where pubname = 'zero_kazi' and tablename = relation
    union all select unnest(added)) listed;
  execute format('alter publication zero_kazi drop table %I', relation);
  execute format('alter publication zero_kazi add table %I (%s)', relation, columns);
end $$;
select pg_temp.publish_more('inbox', array['is_auto_reply_on', 'auto_reply_text', 'auto_reply_template', 'auto_reply_language']);
