-- When somebody last told the provider whether they want advertising, by their own clock: an older word that comes late
-- does not overrule a newer one.
alter table contact add column marketing_word_at timestamptz;
update contact set marketing_word_at = opted_out_at where opted_out_at is not null;
