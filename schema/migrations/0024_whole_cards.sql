-- Contact cards hold people's numbers, and what is published is on every device. So the published columns hold cards as
-- anybody may see them; what was written whole stands in a column that leaves the database for nobody. Whoever writes the
-- row, a webhook, a fetched file, the seed: the same statement keeps the one and masks the other.

-- The rule of `identity.masked_value`, and the one for a number as it is dialled at home.
create function mask_phone(phone text) returns text language sql immutable as $$
  select case
    when length(digits) < 9 then '•••'
    when digits like '0%' then left(digits, 2) || '•• ••• ' || right(digits, 3)
    else '+' || left(digits, 3) || ' ' || substr(digits, 4, 1) || '•• ••• ' || right(digits, 3)
  end from (select regexp_replace(phone, '[^0-9]', '', 'g')) d (digits)
$$;

create function mask_email(email text) returns text language sql immutable as $$
  select case when email ~ '^..*@' then regexp_replace(email, '^(.).*(@.*)$', '\1•••\2') else '•••' end
$$;

-- Somebody saved without a name is called by their number.
create function mask_card_words(words text) returns text language sql immutable as $$
  select case when length(regexp_replace(words, '[^0-9]', '', 'g')) < 9 then words else mask_phone(words) end
$$;

-- The provider's words about what went wrong may name whom it was for; a message's id holds the number.
create function mask_numbers_in(words text) returns text language sql immutable as $$
  select regexp_replace(
    regexp_replace(words, 'wamid\.[A-Za-z0-9_+/=-]+', 'wamid.•••', 'g'),
    '(?<![0-9])\+?([0-9]{4})[0-9]{2,8}([0-9]{3})(?![0-9])', '+\1•••\2', 'g')
$$;

-- Of somebody's own number, shared when we asked for it, there is only the card as it was written.
create function phones_in_vcard(vcard text) returns jsonb language sql immutable as $$
  select coalesce(jsonb_agg(jsonb_build_object('phone', trim(found[1]))), '[]') from (
    select found from regexp_matches(
      regexp_replace(replace(vcard, E'\r', ''), E'\n[ \t]', '', 'g'),
      '^(?:[[:alnum:]_-]+\.)?tel(?:;[^:\n]*)?:(?:tel:)?([^\n]+)$', 'gni') found limit 10) lines
$$;

create function name_in_vcard(vcard text) returns text language sql immutable as $$
  select trim(substring(replace(vcard, E'\r', '') from '(?n)^(?:FN|fn)(?:;[^:\n]*)?:([^\n]+)$'))
$$;

-- Both kinds of card: as the provider tells them, and as read from a file. Only what a bubble shows is kept of them.
create function mask_card(card jsonb) returns jsonb language sql immutable as $$
  select card - array['vcard', 'addresses', 'urls', 'birthday']
    || jsonb_build_object('name', mask_card_words(coalesce(nullif(card ->> 'name', ''), name_in_vcard(card ->> 'vcard'), card ->> 'name')))
    || case when card ? 'company' then jsonb_build_object('company', mask_card_words(card ->> 'company')) else '{}' end
    || case when card ? 'organisation' then jsonb_build_object('organisation', mask_card_words(card ->> 'organisation')) else '{}' end
    || jsonb_build_object(
      'phones', (select coalesce(jsonb_agg(case jsonb_typeof(p)
          when 'string' then to_jsonb(mask_phone(p #>> '{}'))
          else jsonb_build_object('phone', mask_phone(coalesce(p ->> 'phone', '')), 'waId', null, 'type', p -> 'type') end
          order by place), '[]')
        from jsonb_array_elements(case
          when jsonb_typeof(card -> 'phones') = 'array' and card -> 'phones' <> '[]' then card -> 'phones'
          else phones_in_vcard(coalesce(card ->> 'vcard', '')) end) with ordinality phones (p, place)),
      'emails', (select coalesce(jsonb_agg(mask_email(e) order by place), '[]')
        from jsonb_array_elements_text(case when jsonb_typeof(card -> 'emails') = 'array' then card -> 'emails' else '[]' end)
          with ordinality emails (e, place)))
$$;
create function mask_cards(cards jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_agg(mask_card(card) order by place), '[]') from jsonb_array_elements(cards) with ordinality listed (card, place)
$$;

-- The file of somebody saved without a name bears their number as its name.
create function mask_card_file(media jsonb) returns jsonb language sql immutable as $$
  select media
    || case when jsonb_typeof(media -> 'cards') = 'array' then jsonb_build_object('cards', mask_cards(media -> 'cards')) else '{}' end
    || case when length(regexp_replace(media ->> 'fileName', '[^0-9]', '', 'g')) >= 9
        then jsonb_build_object('fileName', mask_phone(media ->> 'fileName') || '.vcf') else '{}' end
$$;

alter table message add column whole_cards jsonb;

create function keep_whole_cards() returns trigger language plpgsql as $$
declare
  is_new boolean := tg_op = 'INSERT';
begin
  -- A row copied from a database like this one is masked already.
  if is_new and new.whole_cards is not null then return new; end if;
  if jsonb_typeof(new.content -> 'cards') = 'array' then
    if is_new or new.content is distinct from old.content then
      new.whole_cards := new.content -> 'cards';
      new.content := new.content || jsonb_build_object('cards', mask_cards(new.whole_cards));
    end if;
  elsif new.media ? 'cards' then
    if is_new or new.media -> 'cards' is distinct from old.media -> 'cards' then new.whole_cards := new.media -> 'cards'; end if;
  else
    new.whole_cards := null;
  end if;
  if new.media ->> 'fileName' ~* '\.vcf$' or new.media ? 'cards' then
    if is_new or new.media is distinct from old.media then
      new.media := case when is_new or new.media -> 'cards' is distinct from old.media -> 'cards'
        then mask_card_file(new.media)
        else mask_card_file(new.media - 'cards') || case when new.media ? 'cards' then jsonb_build_object('cards', new.media -> 'cards') else '{}' end end;
    end if;
  end if;
  return new;
end $$;

create function keep_failure_masked() returns trigger language plpgsql as $$
begin
  if new.failure is not null then
    new.failure := new.failure || jsonb_build_object(
      'title', mask_numbers_in(new.failure ->> 'title'), 'details', mask_numbers_in(new.failure ->> 'details'));
  end if;
  if jsonb_typeof(new.content -> 'errors') = 'array' then
    new.content := new.content || jsonb_build_object('errors', (
      select coalesce(jsonb_agg(e || jsonb_build_object(
        'title', mask_numbers_in(e ->> 'title'), 'details', mask_numbers_in(e ->> 'details')) order by place), '[]')
      from jsonb_array_elements(new.content -> 'errors') with ordinality listed (e, place)));
  end if;
  return new;
end $$;

-- What is there already. The rows that change reach every device, and what those held whole is overwritten.
update message set
  whole_cards = coalesce(content -> 'cards', media -> 'cards'),
  content = case when content ? 'cards' then content || jsonb_build_object('cards', mask_cards(content -> 'cards')) else content end,
  media = mask_card_file(media)
where jsonb_typeof(coalesce(content -> 'cards', media -> 'cards')) = 'array' or media ->> 'fileName' ~* '\.vcf$';

create trigger message_cards before insert on message for each row
  when (new.content ? 'cards' or new.media ? 'cards' or new.media ->> 'fileName' ~* '\.vcf$')
  execute function keep_whole_cards();
create trigger message_cards_again before update of content, media on message for each row
  when (old.whole_cards is not null or new.content ? 'cards' or new.media ? 'cards' or new.media ->> 'fileName' ~* '\.vcf$')
  execute function keep_whole_cards();
create trigger message_failure before insert or update of failure, content on message for each row
  when (new.failure is not null or new.content ? 'errors')
  execute function keep_failure_masked();
update message set failure = failure where failure is not null;
update message set content = content where content ? 'errors';

-- Who looked at numbers, and when: a person is answerable for what they saw.
create table number_look (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  member_id uuid not null references member,
  message_id uuid not null references message on delete cascade,
  at timestamptz not null
);
create index number_look_message on number_look (message_id, at desc);
