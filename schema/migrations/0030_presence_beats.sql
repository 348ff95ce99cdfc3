-- A tab says every few seconds that it is still there. Said in `presence` itself it would go to every colleague's screen,
-- as often and as many times as there are colleagues; here it stays with us, and only who comes, turns or goes is sent.
-- Unlogged: after a crash nobody is known to be there until their tab says so again.
create unlogged table presence_beat (
  presence_id text primary key references presence on delete cascade,
  beat_at timestamptz not null
);
