import { joinConversations } from '#schema/domain/join-conversations.ts';
import { settleFreeEntry } from '../outbound/settle-free-entry.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import { findOrCreateConversation, saveConversation } from './find-or-create-conversation.ts';
import { countSaid, pictureContacts } from './picture-contacts.ts';
import type { Picture } from './picture-contacts.ts';

/** Who says that both are one; `memberId` null: the provider itself. `at`: instant in ms. */
export type JoinedBy = { memberId: string | null; name: string | null; at: number };

type Change = {
  id: string;
  workspaceId: string;
  fromId: string;
  toId: string;
  userId: string;
  changedAt: number;
};

const LOCK = `
  select n.id, n.workspace_id as "workspaceId", n.from_contact_id as "fromId", n.to_contact_id as "toId", n.user_id as "userId", n.at as "changedAt"
  from number_change n join contact a on a.id = n.from_contact_id join contact b on b.id = n.to_contact_id
  where n.id = $1 and n.workspace_id = $2 and n.joined_at is null for update of n`;

const SAME = `
  insert into same_person (workspace_id, user_id, other_user_id, at)
  select $1, $2, value, to_timestamp($4::float8 / 1000) from identity
  where contact_id = $3 and kind = 'whatsapp_user_id' and value <> $2 on conflict do nothing
  returning other_user_id as "otherId"`;

// Both had the number: the older line of it goes on as though it had never ended, and who looked at it stays known.
const LOOKS = `
  update number_look l set identity_id = o.id from identity n join identity o
    on o.contact_id = $1 and o.kind = n.kind and o.value = n.value
  where n.contact_id = $2 and l.identity_id = n.id`;
const DOUBLES = `
  delete from identity n using identity o
  where n.contact_id = $2 and n.retired_at is null and o.contact_id = $1 and o.kind = n.kind and o.value = n.value`;
const GO_ON = `
  update identity o set retired_at = null
  where o.contact_id = $1 and o.kind in ('whatsapp_id', 'phone') and o.retired_at = to_timestamp($2::float8 / 1000)
    and not exists (select 1 from identity x where x.workspace_id = o.workspace_id and x.kind = o.kind and x.value = o.value
      and x.retired_at is null)`;

const PERSON = `
  update contact a set name = coalesce(a.name, b.name), tags = a.tags || (select coalesce(jsonb_agg(t), '[]') from jsonb_array_elements(b.tags) t where not a.tags @> jsonb_build_array(t)),
    note = nullif(concat_ws(E'\\n', a.note, b.note), ''), profile_name = coalesce(b.profile_name, a.profile_name),
    language = coalesce(a.language, b.language), responsible_member_id = coalesce(a.responsible_member_id, b.responsible_member_id),
    opted_out_at = case when coalesce(b.marketing_word_at, '-infinity') >= coalesce(a.marketing_word_at, '-infinity') then b.opted_out_at else a.opted_out_at end,
    marketing_word_at = greatest(a.marketing_word_at, b.marketing_word_at), updated_at = now()
  from contact b where a.id = $1 and b.id = $2`;

const NAMED = `
  update conversation v set contact_name = c.name from contact c
  where c.id = $1 and v.contact_id = c.id and c.name is not null and v.contact_name <> c.name`;

/** What hangs on a thread and has an id of its own; and what goes where its message goes. */
const MOVED = ['message', 'activity', 'notification', 'escalation'] as const;
export const WITH_MESSAGE = ['mention', 'auto_reply', 'message_search'] as const;
const LET_GO = ['due_warning', 'reply_lease', 'read_receipt', 'conversation_read', 'presence'];

/** What was put together and how both stood, so that it can be taken apart again: see `separateContacts`. */
export type Joined = {
  before: Picture;
  after: Picture;
  threads: Thread[];
  /** Messages and calls in it when it was made. */
  said: number;
  /** The ids that count as one person's with the change's own since then. */
  sameIds: string[];
};

/**
 * Two contacts that a number had told apart are one person after all: everything of the one who came later goes to the
 * one who was there. Nothing said is lost, and what was put together is written down. Returns the threads that remain,
 * null when there is nothing to join (any more). Call in a transaction.
 */
export async function joinContacts(
  tx: Queryable,
  { changeId, workspaceId, by }: { changeId: string; workspaceId: string; by: JoinedBy },
): Promise<string[] | null> {
  const change = (await tx.query<Change>(LOCK, [changeId, workspaceId])).rows[0];
  if (!change) return null;
  const { fromId, toId, userId, changedAt } = change;
  const before = await pictureContacts(tx, [fromId, toId]);
  const same = await tx.query<{ otherId: string }>(SAME, [workspaceId, userId, fromId, by.at]);
  await tx.query(LOOKS, [fromId, toId]);
  await tx.query(DOUBLES, [fromId, toId]);
  await tx.query(GO_ON, [fromId, changedAt]);
  await tx.query('update identity set contact_id = $1 where contact_id = $2', [fromId, toId]);
  await tx.query(PERSON, [fromId, toId]);
  await tx.query(NAMED, [fromId]);
  const threads = await joinThreads(tx, change);
  await tx.query('delete from contact where id = $1', [toId]);
  const joined: Joined = {
    ...{ before, after: await pictureContacts(tx, [fromId]), threads },
    said: await countSaid(tx, fromId),
    sameIds: same.rows.map(({ otherId }) => otherId),
  };
  await tx.query(
    `update number_change set joined_at = to_timestamp($2::float8 / 1000), joined_by_id = $3, joined = $4 where id = $1`,
    [changeId, by.at, by.memberId, JSON.stringify(joined)],
  );
  const went = before.contact.find(({ id }) => id === toId);
  for (const { id } of threads)
    await tx.query(
      `insert into activity (id, workspace_id, conversation_id, kind, actor_kind, actor_member_id, actor_name, data, at)
       values (gen_random_uuid(), $1, $2, 'number_joined', $3, $4, $5, $6, to_timestamp($7::float8 / 1000))`,
      [
        workspaceId,
        id,
        by.memberId ? 'member' : 'system',
        by.memberId,
        by.name,
        JSON.stringify({ change: changeId, who: went?.['name'] ?? went?.['profile_name'] ?? null }),
        by.at,
      ],
    );
  return threads.map(({ id }) => id);
}

/** A thread that stayed, and what came into it from which other; `from` null: it had no other and went over whole. */
type Thread = { id: string; from: string | null; rows: Record<(typeof MOVED)[number], string[]> };

const CHANNELS = `
  select ch.id, ch.workspace_id as "workspaceId", ch.inbox_id as "inboxId", ch.phone_number_id as "phoneNumberId", ch.waba_id as "wabaId",
    ch.display_phone_number as "displayPhoneNumber", bool_or(c.contact_id = $1) as "hasKept"
  from channel ch join conversation c on c.channel_id = ch.id where c.contact_id in ($1, $2)
  group by ch.id having bool_or(c.contact_id = $2)`;

async function joinThreads(tx: Queryable, { fromId, toId }: Change): Promise<Thread[]> {
  const name = (
    await tx.query<{ name: string | null }>(
      'select coalesce(name, profile_name) as name from contact where id = $1',
      [fromId],
    )
  ).rows[0]?.name;
  const channels = await tx.query<ChannelLine & { hasKept: boolean }>(CHANNELS, [fromId, toId]);
  const threads: Thread[] = [];
  for (const { hasKept, ...channel } of channels.rows) {
    const goes = await findOrCreateConversation(tx, { channel, contact: { id: toId, name: '' }, at: 0 });
    if (!hasKept) {
      await tx.query(
        'update conversation set contact_id = $2, contact_name = coalesce($3, contact_name) where id = $1',
        [goes.id, fromId, name ?? null],
      );
      threads.push({
        id: goes.id,
        from: null,
        rows: { message: [], activity: [], notification: [], escalation: [] },
      });
      continue;
    }
    const kept = await findOrCreateConversation(tx, { channel, contact: { id: fromId, name: '' }, at: 0 });
    const rows = await moveThread(tx, kept.id, goes.id);
    const next = joinConversations(kept, goes);
    const last = await tx.query<{ id: string; memberId: string | null }>(
      `select id, author_member_id as "memberId" from message where conversation_id = $1 and direction = 'outbound'
       order by created_at desc, id desc limit 1`,
      [kept.id],
    );
    await saveConversation(tx, kept.id, {
      ...next,
      lastAnswerId: last.rows[0]?.id ?? null,
      lastAnswerMemberId: last.rows[0]?.memberId ?? null,
    });
    if (next.entryAt !== null) await settleFreeEntry(tx, kept.id);
    threads.push({ id: kept.id, from: goes.id, rows });
  }
  return threads;
}

/** Moves all that hangs on a thread to another and lets the empty one go. Returns the ids of what went. */
async function moveThread(tx: Queryable, keptId: string, goesId: string): Promise<Thread['rows']> {
  // One question at a time may be open in a thread: the one that stands stays, the other is over.
  await tx.query(
    `update escalation set decided_at = now() where conversation_id = $2 and decided_at is null
       and exists (select 1 from escalation where conversation_id = $1 and decided_at is null)`,
    [keptId, goesId],
  );
  await tx.query(
    `delete from auto_reply g using auto_reply k
     where g.conversation_id = $2 and k.conversation_id = $1 and k.shut_since = g.shut_since`,
    [keptId, goesId],
  );
  const rows: Thread['rows'] = { message: [], activity: [], notification: [], escalation: [] };
  for (const table of MOVED) {
    const went = await tx.query<{ id: string }>(
      `update ${table} set conversation_id = $1 where conversation_id = $2 returning id`,
      [keptId, goesId],
    );
    rows[table] = went.rows.map(({ id }) => id);
  }
  for (const table of WITH_MESSAGE)
    await tx.query(`update ${table} set conversation_id = $1 where conversation_id = $2`, [keptId, goesId]);
  await tx.query(
    `update conversation k set troubled_count = k.troubled_count + g.troubled_count from conversation g
     where k.id = $1 and g.id = $2`,
    [keptId, goesId],
  );
  for (const table of LET_GO) await tx.query(`delete from ${table} where conversation_id = $1`, [goesId]);
  await tx.query('delete from conversation where id = $1', [goesId]);
  await moveLane(tx, keptId, goesId);
  return rows;
}

/** What is owed in either thread is owed to one person now, in the order in which it was written. */
async function moveLane(tx: Queryable, keptId: string, goesId: string): Promise<void> {
  const lane = `conversation:${keptId}`;
  const moved = await tx.query<{ state: string }>(
    'update outbox_item set lane = $1 where lane = $2 returning state',
    [lane, `conversation:${goesId}`],
  );
  if (moved.rows.some(({ state }) => state === 'queued')) await enqueue(tx, 'drain-outbox', { lane });
}
