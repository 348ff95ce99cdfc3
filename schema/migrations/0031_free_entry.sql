-- Who came from an advertisement or a page's button and was answered within a day costs nothing for three days. Said on
-- the message, because what an advertisement said is let go of with a message that is deleted; not published.
alter table message add column opens_entry boolean not null default false;
update message set opens_entry = true where direction = 'inbound' and content ? 'referral';
create index message_entry on message (conversation_id, at) where opens_entry;

alter table conversation add column entry_at timestamptz, add column free_until timestamptz;
update conversation c set entry_at = t.entry_at, free_until = t.free_until
from (
  select e.conversation_id, max(e.at) as entry_at, max(ours.at) + interval '72 hours' as free_until
  from message e cross join lateral (
    select min(a.at) as at from message a where a.conversation_id = e.conversation_id and a.direction = 'outbound'
      and a.status not in ('failed', 'cancelled') and a.at >= e.at and a.at < e.at + interval '24 hours') ours
  where e.opens_entry group by e.conversation_id) t
where c.id = t.conversation_id;

create or replace function pg_temp.publish_more(relation text, added text[]) returns void language plpgsql as $$
declare columns text;
begin
  select string_agg(quote_ident(name), ', ') into columns from (
    select unnest(attnames) as name from pg_publication_tables where pubname = 'zero_kazi' and tablename = relation
    union all select unnest(added)) listed;
  execute format('alter publication zero_kazi drop table %I', relation);
  execute format('alter publication zero_kazi add table %I (%s)', relation, columns);
end $$;
select pg_temp.publish_more('conversation', array['entry_at', 'free_until']);
