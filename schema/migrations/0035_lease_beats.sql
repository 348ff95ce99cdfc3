-- Whoever writes says every few seconds that they still do. Said in `reply_lease` itself it would go to every screen that
-- shows the reply as held; here it stays with us, and only who takes the reply and lets it go is sent. Unlogged: after a
-- crash a hold counts from when it was taken.
create unlogged table reply_lease_beat (
  conversation_id uuid primary key references reply_lease on delete cascade,
  beat_at timestamptz not null
);

-- A server of the release before may still write the column while it is being replaced; nobody reads it any more.
alter publication zero_kazi drop table reply_lease;
alter table reply_lease alter column expires_at drop not null;
alter publication zero_kazi add table reply_lease (conversation_id, workspace_id, member_id, tab_id, acquired_at);
