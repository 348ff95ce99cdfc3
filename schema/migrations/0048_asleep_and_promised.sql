-- A promise runs on while its conversation sleeps: it is warned of and marked at its own time, not on waking.
drop index conversation_look;
create index conversation_look on conversation (look_at)
  where status <> 'closed' and waiting_on = 'us' and breached_at is null and look_at is not null;
drop index conversation_untimed;
create index conversation_untimed on conversation (inbox_id, (first_answered_at is null))
  where status <> 'closed' and waiting_on = 'us' and breached_at is null and waiting_since is not null
    and least(first_response_due_at, next_response_due_at, resolution_due_at) is null;
