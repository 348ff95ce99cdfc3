-- A message may come from an identity that was retired after it was written: every identity is looked up, not only the
-- current ones.
create index identity_ever on identity (workspace_id, kind, value);
