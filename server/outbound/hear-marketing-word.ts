import type { Queryable } from '../queue.ts';

/** How we know it: their setting at WhatsApp, a refusal of WhatsApp's, a button they tapped, what they wrote. */
export type MarketingEvidence = 'setting' | 'refusal' | 'button' | 'words';

/** Words may come in any order: the newest by the customer's own time stands. What changes is told in their newest thread. */
const hear = (who: string) => `
  with was as (
    select id, workspace_id, opted_out_at from contact
    where (marketing_word_at is null or marketing_word_at <= to_timestamp($2::float8 / 1000)) and id in ${who}
    order by id for no key update
  ), heard as (
    update contact c set marketing_word_at = to_timestamp($2::float8 / 1000),
      opted_out_at = case when $1 then to_timestamp($2::float8 / 1000) end
    from was where c.id = was.id)
  insert into activity (id, workspace_id, conversation_id, kind, actor_kind, data, at)
  select gen_random_uuid(), was.workspace_id, thread.id, case when $1 then 'marketing_stopped' else 'marketing_resumed' end, 'system',
    jsonb_build_object('by', $3::text), to_timestamp($2::float8 / 1000)
  from was, lateral (
    select id from conversation v where v.contact_id = was.id order by v.last_message_at desc nulls last, v.id limit 1) thread
  where (was.opted_out_at is null) = $1`;

const THEMSELVES = hear('($4::uuid)');
const WRITTEN_TO = hear(`(
  select v.contact_id from conversation v join message m on m.conversation_id = v.id where m.id = $4::uuid)`);
// The id says who it is; a number says who had it then.
const NAMED = hear(`(
  select contact_id from identity where workspace_id = $4::uuid and (retired_at is null or retired_at > to_timestamp($2::float8 / 1000))
    and (kind, value) in (select * from unnest($5::identity_kind[], $6::text[]))
  order by kind not in ('whatsapp_user_id', 'whatsapp_parent_user_id'), first_seen_at > to_timestamp($2::float8 / 1000), id
  limit 1)`);

type Word = { isStop: boolean; at: number; by: MarketingEvidence };
type Who =
  | { contactId: string }
  /** Whoever this message of ours went to. */
  | { messageId: string }
  | { workspaceId: string; kinds: string[]; values: string[] };

/** A customer wants advertising no more, or again. Kept with how we know it. `at`: instant in ms, by their own clock. */
export async function hearMarketingWord(
  tx: Queryable,
  { isStop, at, by, ...who }: Word & Who,
): Promise<void> {
  const word = [isStop, at, by];
  if ('contactId' in who) await tx.query(THEMSELVES, [...word, who.contactId]);
  else if ('messageId' in who) await tx.query(WRITTEN_TO, [...word, who.messageId]);
  else await tx.query(NAMED, [...word, who.workspaceId, who.kinds, who.values]);
}
