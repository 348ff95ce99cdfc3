-- Words as they are written: 'simple' knows no language, so it cuts neither Swahili nor Sheng short.
create index message_words on message using gin (to_tsvector('simple', coalesce(text, ''))) where text is not null;
create index conversation_words on conversation using gin (to_tsvector('simple', contact_name));
create index message_workspace_recent on message (workspace_id, at desc, id);
