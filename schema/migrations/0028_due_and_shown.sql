-- When the clock next has something to say of a conversation: that its promise runs out soon, then that it is broken.
-- Not published: no screen shows it. It is written with the promise itself, so a message costs no more than before.
alter table conversation add column look_at timestamptz;

-- Where the ball is not ours there is nothing to look at.
create or replace function keep_conversation_timers() returns trigger language plpgsql as $$
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
    new.look_at := null;
  end if;
  return new;
end $$;

-- Whoever moves a promise without knowing when to look has it looked at on the next round.
create function look_at_promise() returns trigger language plpgsql as $$
begin
  new.look_at := case when coalesce(new.first_response_due_at, new.next_response_due_at, new.resolution_due_at) is not null
    then '-infinity'::timestamptz end;
  return new;
end $$;
create trigger conversation_look before update of first_response_due_at, next_response_due_at, resolution_due_at, breached_at
  on conversation for each row
  when (new.look_at is not distinct from old.look_at and (old.breached_at is not null and new.breached_at is null
    or (old.first_response_due_at, old.next_response_due_at, old.resolution_due_at)
      is distinct from (new.first_response_due_at, new.next_response_due_at, new.resolution_due_at)))
  execute function look_at_promise();
create trigger conversation_look_new before insert on conversation for each row
  when (new.look_at is null and coalesce(new.first_response_due_at, new.next_response_due_at, new.resolution_due_at) is not null)
  execute function look_at_promise();

update conversation set look_at = '-infinity'
  where status <> 'closed' and waiting_on = 'us'
    and coalesce(first_response_due_at, next_response_due_at, resolution_due_at) is not null;

-- One index for who must be looked at now, and one, nearly always empty, for who waits without a promise though the inbox
-- makes one. Where an inbox promises nothing, those who wait there are not read.
drop index conversation_due;
create index conversation_look on conversation (look_at)
  where status = 'open' and waiting_on = 'us' and breached_at is null and look_at is not null;
create index conversation_untimed on conversation (inbox_id, (first_answered_at is null))
  where status = 'open' and waiting_on = 'us' and breached_at is null and waiting_since is not null
    and least(first_response_due_at, next_response_due_at, resolution_due_at) is null;

-- Whose author knows that it went wrong. Not published. In no index, so that a status goes on changing in place.
alter table message add column is_trouble_told boolean not null default false;
update message m set is_trouble_told = true
  where m.status in ('failed', 'unconfirmed') and exists (select 1 from notification n where n.id = m.id || ':' || m.author_member_id);

-- Who asked not to be written to is told to whoever is about to, and an admin sees how fast a number may send.
create or replace function pg_temp.publish_more(relation text, added text[]) returns void language plpgsql as $$
declare columns text;
begin
  select string_agg(quote_ident(name), ', ') into columns from (
    select unnest(attnames) as name from pg_publication_tables where pubname = 'zero_kazi' and tablename = relation
    union all select unnest(added)) listed;
  execute format('alter publication zero_kazi drop table %I', relation);
  execute format('alter publication zero_kazi add table %I (%s)', relation, columns);
end $$;
select pg_temp.publish_more('contact', array['opted_out_at']);
select pg_temp.publish_more('channel', array['sends_per_second']);
