-- Who is at their desk, for colleagues' screens: written when somebody comes or goes, not while they are there.
-- `attendance` knows since when; routing asks that.
alter table member add column is_at_desk boolean not null default false;

-- When it was said that a promise runs out soon: moved until later, it is said again.
alter table due_warning add column told_at timestamptz not null default now();

-- Holds end by their beats; nobody reads or writes this any more.
alter table reply_lease drop column expires_at;

create or replace function pg_temp.publish_more(relation text, added text[]) returns void language plpgsql as $$
declare columns text;
begin
  select string_agg(quote_ident(name), ', ') into columns from (
    select unnest(attnames) as name from pg_publication_tables where pubname = 'zero_kazi' and tablename = relation
    union all select unnest(added)) listed;
  execute format('alter publication zero_kazi drop table %I', relation);
  execute format('alter publication zero_kazi add table %I (%s)', relation, columns);
end $$;
select pg_temp.publish_more('member', array['is_at_desk']);
