-- A look at somebody's own number is written down like a look at the cards of a message.
alter table number_look
  alter column message_id drop not null,
  add column identity_id uuid references identity on delete cascade,
  add constraint number_look_at_one check (num_nonnulls(message_id, identity_id) = 1);
create index number_look_identity on number_look (identity_id, at desc) where identity_id is not null;
