-- What the clock fetches, without what campaigns owe: tens of thousands of those may be due at once.
create index outbox_item_clock on outbox_item (not_before, sequence) where state = 'queued' and not is_campaign;
drop index outbox_item_due;

-- A message's status changes five times on its way. With no index that asks for it, and with room on the page, such a change
-- touches no index at all; what went wrong is found through its conversation, which counts it.
drop index message_troubled;
alter table message set (fillfactor = 85);
alter table conversation set (fillfactor = 85);
create index conversation_troubled on conversation (id) where troubled_count > 0;

-- Leave to send one message to each of these persons from one number, from both buckets or from neither, one after another
-- in this order, with the number's bucket looked into once. `wait_ms` 0: taken. Who finds the number's bucket empty is told
-- another time each, instead of all asking again at once. `is_own`: it is the person's own pace that has to be waited for.
-- `floors`: what must stay for others; whoever leaves something is told no time of their own.
drop function take_send_turn(
  text, double precision, double precision, text, double precision, double precision, double precision, timestamptz);
create function take_send_turns(
  pairs text[], floors double precision[], pair_capacity double precision, pair_refill_ms double precision,
  number text, number_capacity double precision, number_refill_ms double precision, at timestamptz)
returns table (wait_ms double precision, is_own boolean) language plpgsql as $$
declare
  have_pairs double precision[];
  have_number double precision;
  turn_at timestamptz;
  has_turn boolean := false;
  taken text[] := '{}';
begin
  -- Turns lost in a power cut are turns nobody took; waiting for the disk here would hold up the whole number.
  perform set_config('synchronous_commit', 'off', true);
  insert into send_bucket (key, tokens, filled_at) select p, pair_capacity, at from unnest(pairs) p order by p on conflict (key) do nothing;
  insert into send_bucket (key, tokens, filled_at) values (number, number_capacity, at) on conflict (key) do nothing;
  -- The persons first, in one order for everybody: the number's bucket is held for the shortest time.
  perform 1 from send_bucket b where b.key = any (pairs) order by b.key for update;
  select array_agg(least(pair_capacity, b.tokens + greatest(0, extract(epoch from at - b.filled_at)) * 1000 / pair_refill_ms) order by p.nth)
    into have_pairs from unnest(pairs) with ordinality p (key, nth) join send_bucket b on b.key = p.key;
  select least(number_capacity, b.tokens + greatest(0, extract(epoch from at - b.filled_at)) * 1000 / number_refill_ms), b.next_turn_at
    into have_number, turn_at from send_bucket b where b.key = number for update;
  for i in 1 .. cardinality(pairs) loop
    is_own := have_pairs[i] < 1;
    if is_own then
      wait_ms := ceil((1 - have_pairs[i]) * pair_refill_ms);
    elsif have_number >= 1 + floors[i] then
      wait_ms := 0;
      have_number := have_number - 1;
      taken := taken || pairs[i];
    elsif floors[i] > 0 then
      wait_ms := ceil((1 + floors[i] - have_number) * number_refill_ms);
    else
      turn_at := greatest(turn_at, at) + make_interval(secs => number_refill_ms / 1000);
      has_turn := true;
      wait_ms := ceil(extract(epoch from turn_at - at) * 1000);
    end if;
    return next;
  end loop;
  if cardinality(taken) > 0 then
    update send_bucket b set filled_at = greatest(b.filled_at, at),
      tokens = least(pair_capacity, b.tokens + greatest(0, extract(epoch from at - b.filled_at)) * 1000 / pair_refill_ms) - 1
    where b.key = any (taken);
  end if;
  if cardinality(taken) > 0 or has_turn then
    update send_bucket b set next_turn_at = case when has_turn then turn_at else b.next_turn_at end,
      tokens = case when cardinality(taken) > 0 then have_number else b.tokens end,
      filled_at = case when cardinality(taken) > 0 then greatest(b.filled_at, at) else b.filled_at end
    where b.key = number;
  end if;
end $$;
