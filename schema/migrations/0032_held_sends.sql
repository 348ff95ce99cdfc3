-- WhatsApp took a message and keeps it back: it checks a new template first, or has paused it. No tick until a status says so.
alter type message_status add value if not exists 'held' before 'sent';
-- Those that are held now, for whoever asks which are held too long. Their reason goes when they move on.
create index message_held on message (id) where failure ->> 'key' in ('heldForCheck', 'heldByPause');
