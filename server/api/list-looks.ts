import type { Queryable } from '../queue.ts';

/** One look at somebody's numbers, whole. `at`: instant in ms. */
export type Look = {
  id: string;
  at: number;
  who: string;
  /** Their own number, contact cards of a message, or the file of such cards taken away. */
  what: 'number' | 'cards' | 'file';
  /** As those see it who may not see it whole; null when the message is gone. */
  masked: string | null;
  /** How many numbers were in the cards. */
  count: number;
  contactName: string | null;
  inboxName: string | null;
  conversationId: string | null;
};

export type LooksPage = { items: Look[]; nextBefore: string | null };

// The number stands in the thread with the contact whom it names, the newest if there are several.
const LIST = `
  select l.id, l.at, m.name as who,
    case when l.identity_id is not null then 'number' when l.way = 'file' then 'file' else 'cards' end as what,
    coalesce(i.masked_value, cards.masked) as masked, coalesce(cards.count, 1)::int as count,
    c.contact_name as "contactName", b.name as "inboxName", c.id as "conversationId"
  from number_look l join member m on m.id = l.member_id
    left join identity i on i.id = l.identity_id left join message g on g.id = l.message_id
    left join lateral (
      select * from conversation c where c.id = g.conversation_id or (g.id is null and c.contact_id = i.contact_id)
      order by c.last_message_at desc limit 1) c on true
    left join inbox b on b.id = c.inbox_id
    left join lateral (
      select count(*) as count, min(coalesce(p ->> 'phone', p #>> '{}')) filter (where nth = 1) as masked
      from jsonb_array_elements(case when jsonb_typeof(coalesce(g.content -> 'cards', g.media -> 'cards')) = 'array'
          then coalesce(g.content -> 'cards', g.media -> 'cards') else '[]' end) card,
        jsonb_array_elements(case when jsonb_typeof(card -> 'phones') = 'array' then card -> 'phones' else '[]' end)
          with ordinality phones (p, nth)) cards on g.id is not null
  where l.workspace_id = $1 and ($2::uuid is null or (l.at, l.id) < (select b.at, b.id from number_look b where b.id = $2))
  order by l.at desc, l.id desc limit $3`;

/** Who looked at whose numbers, the newest first. `before`: the last of the page before. */
export async function listLooks(
  tx: Queryable,
  { workspaceId, before, limit }: { workspaceId: string; before: string | null; limit: number },
): Promise<LooksPage> {
  const found = (await tx.query<Look>(LIST, [workspaceId, before, limit + 1])).rows;
  const items = found.slice(0, limit);
  return { items, nextBefore: found.length > limit ? items.at(-1)!.id : null };
}
