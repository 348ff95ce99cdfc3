-- Words are kept beside the messages, in an order of their own. A message's row is rewritten with every step of its
-- delivery, and its words went into the index again each time; now they go in once, many messages at a time, and whoever
-- writes a message pays for a note that it waits.
create table message_unsearched (message_id uuid not null);
alter table message_unsearched set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- So many messages of one workspace, in the order they came. A search asks the segments one after another, the newest
-- first, until it has enough. `oldest_at`, `newest_at`: of the messages in it.
create table search_segment (
  id integer generated always as identity primary key,
  workspace_id uuid not null references workspace,
  message_count integer not null default 0,
  oldest_at timestamptz not null,
  newest_at timestamptz not null
);
create index search_segment_workspace on search_segment (workspace_id, newest_at desc, id);

-- Each word begins with its segment's id: all that begin alike lie together in the index, per workspace and per segment.
create table message_search (
  message_id uuid primary key,
  conversation_id uuid not null,
  author_member_id uuid,
  is_inbound boolean not null,
  at timestamptz not null,
  words tsvector not null
);
alter table message_search alter words set statistics 0;
-- Without a list of words that wait: every segment asked would read it to the end.
create index message_search_words on message_search using gin (words) with (fastupdate = off);

create function note_unsearched() returns trigger language plpgsql as $$
begin
  insert into message_unsearched (message_id) values (coalesce(new.id, old.id));
  return null;
end $$;
create trigger message_unsearched_new after insert on message for each row
  when (new.text is not null) execute function note_unsearched();
create trigger message_unsearched_changed after update of text, deleted_at, at on message for each row
  when (old.text is distinct from new.text or old.deleted_at is distinct from new.deleted_at or old.at <> new.at)
  execute function note_unsearched();
create trigger message_unsearched_gone after delete on message for each row execute function note_unsearched();

-- A long history is noted in one go, however long that takes; the worker takes it in bit by bit, the newest first.
set local statement_timeout = 0;
insert into message_unsearched select id from message where text is not null and deleted_at is null order by at desc;
drop index message_words;
