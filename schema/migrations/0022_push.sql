-- How a person wants to be told, the devices that may be told, and what was already told there.

create table notification_preference (
  member_id uuid primary key references member,
  workspace_id uuid not null references workspace,
  -- Per topic whether it sounds and whether it is pushed; a topic that is not named does both.
  topics jsonb not null default '{}',
  -- {from, to, days} in minutes of the day and weekdays on which it begins; null is never quiet.
  quiet jsonb,
  is_away_only boolean not null default true
);

-- One browser on one device. Never published: whoever knows an endpoint and its keys can write to it.
create table push_subscription (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  member_id uuid not null references member,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  locale text not null,
  created_at timestamptz not null,
  last_sent_at timestamptz
);
create index push_subscription_member on push_subscription (member_id, created_at);

-- By which push services know this installation. Made once; the private half is sealed.
create table push_key (
  id boolean primary key default true check (id),
  public_key text not null,
  private_key_sealed text not null,
  created_at timestamptz not null
);

-- Decided for good, sent or not; what waits for the end of quiet hours is not.
alter table notification add column push_settled_at timestamptz;
update notification set push_settled_at = at;
create index notification_unpushed on notification (member_id, at) where push_settled_at is null and read_at is null;

-- Whoever tells a person, a screen, a job, another system, rings in the same transaction; nobody rings for a person
-- without a device.
create function ring_for_push() returns trigger language plpgsql as $$
begin
  if exists (select 1 from push_subscription where member_id = new.member_id) then
    perform graphile_worker.add_job('decide-push', json_build_object('memberId', new.member_id),
      max_attempts := 5, priority := 5, job_key := 'push:' || new.member_id, job_key_mode := 'replace');
  end if;
  return null;
end $$;
create trigger notification_push after insert on notification for each row when (new.read_at is null)
  execute function ring_for_push();

-- Of which wait it was said that its promise runs out soon: a row beside the conversation, which every list follows.
create table due_warning (
  conversation_id uuid primary key references conversation,
  waiting_since timestamptz not null
);

alter publication zero_kazi add table
  notification_preference (member_id, workspace_id, topics, quiet, is_away_only);
