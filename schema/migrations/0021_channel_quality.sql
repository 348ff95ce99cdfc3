-- What the provider says about a number and about a template of ours, so that an admin reads it here and not there.

alter table channel
  -- GREEN, YELLOW, RED, or the provider's own word.
  add column quality text,
  -- To how many people a day it may write first: a number, or `unlimited`.
  add column messaging_limit text,
  add column quality_at timestamptz,
  -- Why the templates could not be fetched the last time, as a key; null when they could.
  add column templates_fault text;

-- Why the provider refused or stopped it, in its own words.
alter table template add column reason text;

-- How often the provider told us to slow down: few rows, asked for by the hour.
create index outbox_attempt_throttled on outbox_attempt (started_at) where error_code in (130429, 131056);

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
select pg_temp.publish_more('channel', array['quality', 'messaging_limit', 'quality_at', 'templates_synced_at', 'templates_fault']);
select pg_temp.publish_more('template', array['reason']);
