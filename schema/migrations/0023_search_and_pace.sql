-- Names, tags and numbers are looked up where they change seldom. A conversation's row is rewritten with every message,
-- and so were its entries in an index of words.
drop index conversation_words;
create index contact_words on contact using gin (to_tsvector('simple', coalesce(name, '') || ' ' || coalesce(profile_name, '')));
create index contact_tags on contact using gin (string_to_array(tags_line(tags), '|')) where tags <> '[]';

-- From the front as people dial, from the back as people remember.
create index identity_digits on identity (workspace_id, ltrim(value, '+') text_pattern_ops) where kind in ('phone', 'whatsapp_id');
create index identity_digits_back on identity (workspace_id, reverse(value) text_pattern_ops) where kind in ('phone', 'whatsapp_id');

-- What a colleague wrote, newest first.
create index message_author on message (author_member_id, at desc) where author_member_id is not null;

-- New words wait in a list that every search reads to the end: a short one.
alter index message_words set (gin_pending_list_limit = 256);

-- How fast a number may send: 80 a second until the provider raises it.
alter table channel add column sends_per_second integer not null default 80 check (sends_per_second between 1 and 10000);

-- What a campaign owes has no bell of its own: it is fetched as the pace allows, behind what people write.
alter table outbox_item add column is_campaign boolean not null default false;
create index outbox_item_campaign on outbox_item (channel_id, sequence) where state = 'queued' and is_campaign;

-- When the next who finds a number's bucket empty should ask again.
alter table send_bucket add column next_turn_at timestamptz;

-- Leave to send one message, from the person's bucket and the number's, or from neither. Returns 0 when taken, else how many
-- ms to wait. A thousand who find the number's bucket empty are each told another time, instead of asking again all at once;
-- what is taken is taken when it is used, so nothing is lost by whoever comes late. `number_floor`: what must stay for
-- others; whoever leaves something is told no time of their own.
drop function take_send_tokens(text[], double precision[], double precision[], timestamptz);
create function take_send_turn(
  pair text, pair_capacity double precision, pair_refill_ms double precision,
  number text, number_capacity double precision, number_refill_ms double precision, number_floor double precision,
  at timestamptz)
returns double precision language plpgsql as $$
declare
  have_pair double precision;
  have_number double precision;
  turn_at timestamptz;
begin
  -- Turns lost in a power cut are turns nobody took; waiting for the disk here would hold up the whole number.
  perform set_config('synchronous_commit', 'off', true);
  insert into send_bucket (key, tokens, filled_at) values (pair, pair_capacity, at) on conflict (key) do nothing;
  select least(pair_capacity, b.tokens + greatest(0, extract(epoch from at - b.filled_at)) * 1000 / pair_refill_ms)
    into have_pair from send_bucket b where b.key = pair for update;
  if have_pair < 1 then return ceil((1 - have_pair) * pair_refill_ms); end if;
  insert into send_bucket (key, tokens, filled_at) values (number, number_capacity, at) on conflict (key) do nothing;
  select least(number_capacity, b.tokens + greatest(0, extract(epoch from at - b.filled_at)) * 1000 / number_refill_ms), b.next_turn_at
    into have_number, turn_at from send_bucket b where b.key = number for update;
  if have_number < 1 + number_floor then
    if number_floor > 0 then return ceil((1 + number_floor - have_number) * number_refill_ms); end if;
    turn_at := greatest(turn_at, at) + make_interval(secs => number_refill_ms / 1000);
    update send_bucket b set next_turn_at = turn_at where b.key = number;
    return ceil(extract(epoch from turn_at - at) * 1000);
  end if;
  update send_bucket b set tokens = have_pair - 1, filled_at = greatest(b.filled_at, at) where b.key = pair;
  update send_bucket b set tokens = have_number - 1, filled_at = greatest(b.filled_at, at) where b.key = number;
  return 0;
end $$;
