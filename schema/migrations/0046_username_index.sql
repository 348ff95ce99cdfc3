-- Usernames are looked for by how they begin, whatever the case they are typed in.
create index identity_username on identity (workspace_id, lower(value) text_pattern_ops)
  where kind = 'whatsapp_username' and retired_at is null;
