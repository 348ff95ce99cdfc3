import { uuidv7 } from '../new-id.ts';
import type { Person } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import { isOfSomebodyElse } from './decide-sender.ts';
import type { KnownId } from './decide-sender.ts';

const IDS = `
  select i.value, i.retired_at is null as "isCurrent",
    i.channel_id = $2 or exists (select 1 from channel a join channel b on b.waba_id = a.waba_id
      where a.id = i.channel_id and b.id = $2) as "isSameAccount",
    exists (select 1 from same_person s where s.workspace_id = i.workspace_id
      and ((s.user_id = i.value and s.other_user_id = $3) or (s.user_id = $3 and s.other_user_id = i.value)))
    or ($4::text is not null and exists (select 1 from identity p
      where p.contact_id = i.contact_id and p.kind = 'whatsapp_parent_user_id' and p.value = $4)) as "areSame"
  from identity i where i.contact_id = $1 and i.kind = 'whatsapp_user_id'`;

/** Is who names themselves so somebody else than this contact, by the provider's own ids? */
export async function isSomebodyElse(
  tx: Queryable,
  { contactId, channelId, person }: { contactId: string; channelId: string; person: Person },
): Promise<boolean> {
  const { userId, parentUserId } = person;
  if (userId === undefined) return false;
  type Row = KnownId & { areSame: boolean };
  const found = await tx.query<Row>(IDS, [contactId, channelId, userId, parentUserId ?? null]);
  const ids = found.rows.map((row) => ({ ...row, isSameAccount: row.isSameAccount === true }));
  return isOfSomebodyElse(userId, { ids, areSame: ids.some(({ areSame }) => areSame) });
}

export type NumberChange = {
  workspaceId: string;
  channelId: string;
  fromContactId: string;
  toContactId: string;
  userId: string;
  evidence: string;
  /** By the clock of who wrote, ms. */
  at: number;
};

const KEEP = `
  insert into number_change (id, workspace_id, channel_id, from_contact_id, to_contact_id, user_id, evidence, at)
  values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))`;

/** Writes down that a number has gone from one person to another. Returns the change's id. */
export async function keepNumberChange(tx: Queryable, change: NumberChange): Promise<string> {
  const id = uuidv7();
  const { workspaceId, channelId, fromContactId, toContactId, userId, evidence, at } = change;
  await tx.query(KEEP, [id, workspaceId, channelId, fromContactId, toContactId, userId, evidence, at]);
  return id;
}

const TELL = `
  insert into activity (id, workspace_id, conversation_id, kind, actor_kind, actor_name, data, at)
  select gen_random_uuid(), n.workspace_id, c.id,
    case when c.contact_id = n.from_contact_id then 'number_passed_on' else 'number_taken' end, 'system', null,
    jsonb_build_object('change', n.id, 'at', round(extract(epoch from n.at) * 1000), 'other', (
      select o.id from conversation o where o.channel_id = n.channel_id
        and o.contact_id = case when c.contact_id = n.from_contact_id then n.to_contact_id else n.from_contact_id end)), n.at
  from number_change n join conversation c on c.contact_id in (n.from_contact_id, n.to_contact_id)
  where n.id = $1`;

/** One line in every thread of both: of the one who had the number, and of the one who has it. */
export async function tellNumberChange(tx: Queryable, changeId: string): Promise<void> {
  await tx.query(TELL, [changeId]);
}
