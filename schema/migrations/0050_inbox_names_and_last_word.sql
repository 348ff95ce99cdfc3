-- Two inboxes of one business with one name cannot be told apart. Those that are there already get a number behind it.
do $$
declare
  twin record;
  nth integer;
begin
  for twin in
    select i.id, i.workspace_id, i.name from inbox i
    where exists (select from inbox o where o.workspace_id = i.workspace_id and lower(btrim(o.name)) = lower(btrim(i.name))
      and (o.position, o.id) < (i.position, i.id))
    order by i.position, i.id
  loop
    nth := 2;
    while exists (select from inbox o where o.workspace_id = twin.workspace_id
      and lower(btrim(o.name)) = lower(btrim(twin.name)) || ' ' || nth) loop
      nth := nth + 1;
    end loop;
    update inbox set name = btrim(twin.name) || ' ' || nth where id = twin.id;
  end loop;
end $$;
create unique index inbox_name on inbox (workspace_id, lower(btrim(name)));

-- When WhatsApp last told us anything about a number, to the minute; only admins read it, so it is not published.
alter table channel add column heard_at timestamptz;
