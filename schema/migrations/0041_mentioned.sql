-- Whom the notes of a conversation mention, |id|id|, kept beside the row like its tags: a saved view may ask for it, and for
-- the opposite.
alter table conversation add column mentioned_ids text not null default '';

create function mentioned_line(conversation uuid) returns text language sql stable as $$
  select coalesce('|' || string_agg(distinct member_id::text, '|' order by member_id::text) || '|', '')
    from mention where conversation_id = conversation
$$;
create function keep_mentioned() returns trigger language plpgsql as $$
begin
  update conversation c set mentioned_ids = mentioned_line(c.id)
    where c.id in (old.conversation_id, new.conversation_id) and c.mentioned_ids <> mentioned_line(c.id);
  return null;
end $$;
create trigger mention_conversation_row after insert or delete or update of conversation_id on mention
  for each row execute function keep_mentioned();
update conversation set mentioned_ids = mentioned_line(id) where id in (select conversation_id from mention);

create or replace function pg_temp.publish_more(relation text, added text[]) returns void language plpgsql as $$
declare columns text;
begin
  select string_agg(quote_ident(name), ', ') into columns from (
    select unnest(attnames) as name from pg_publication_tables where pubname = 'zero_kazi' and tablename = relation
    union all select unnest(added)) listed;
  execute format('alter publication zero_kazi drop table %I', relation);
  execute format('alter publication zero_kazi add table %I (%s)', relation, columns);
end $$;
select pg_temp.publish_more('conversation', array['mentioned_ids']);
