-- A person's own order of the views in their pane: ids, the first on top; views it does not name follow by their names.
create table saved_view_order (
  member_id uuid primary key references member,
  workspace_id uuid not null references workspace,
  view_ids jsonb not null default '[]'
);

-- Kept beside the row like tags and language, so that a list can mark whoever asked not to be written to.
alter table conversation add column contact_opted_out boolean not null default false;
update conversation v set contact_opted_out = true
  from contact c where c.id = v.contact_id and c.opted_out_at is not null;

create or replace function keep_conversation_contact() returns trigger language plpgsql as $$
begin
  select tags_line(c.tags), c.language, c.opted_out_at is not null
    into new.contact_tags, new.contact_language, new.contact_opted_out
    from contact c where c.id = new.contact_id;
  return new;
end $$;
create or replace function tell_conversations_of_contact() returns trigger language plpgsql as $$
begin
  update conversation
    set contact_tags = tags_line(new.tags), contact_language = new.language,
        contact_opted_out = new.opted_out_at is not null
    where contact_id = new.id;
  return null;
end $$;
drop trigger contact_conversations on contact;
create trigger contact_conversations after update of tags, language, opted_out_at on contact
  for each row when (
    old.tags is distinct from new.tags or old.language is distinct from new.language
    or (old.opted_out_at is null) is distinct from (new.opted_out_at is null))
  execute function tell_conversations_of_contact();

create or replace function pg_temp.publish_more(relation text, added text[]) returns void language plpgsql as $$
declare columns text;
begin
  select string_agg(quote_ident(name), ', ') into columns from (
    select unnest(attnames) as name from pg_publication_tables where pubname = 'zero_kazi' and tablename = relation
    union all select unnest(added)) listed;
  execute format('alter publication zero_kazi drop table %I', relation);
  execute format('alter publication zero_kazi add table %I (%s)', relation, columns);
end $$;
select pg_temp.publish_more('conversation', array['contact_opted_out']);
alter publication zero_kazi add table saved_view_order (member_id, workspace_id, view_ids);
