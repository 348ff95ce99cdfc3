-- Events addressed to a number nobody here owns are few and looked for by name.
create index provider_event_unknown_channel on provider_event (id) where unknown_channel;
