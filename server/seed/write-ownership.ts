import { mentionedMembers } from '#schema/domain/mentioned-members.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import { pickBetween } from './content/hash-text.ts';
import { DEMO_TARGETS, DEMO_WEEK, demoHolidays } from './demo-hours.ts';
import type { DemoIds } from './tell-conversation.ts';
import { insertLines, iso } from './insert-lines.ts';

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;
const DAY_QUARTERS = 96;

const AUTO_REPLY =
  'Habari {{first_name}}, asante kwa ujumbe wako. Tumefunga kwa sasa; tutakujibu tukifungua saa mbili asubuhi, Jumatatu hadi Jumamosi.';

// What a thread had been through before: when it last opened, and whether anybody has answered since.
const REMEMBER = `
  update conversation c set opened_at = o.at,
    first_answered_at = (select min(m.at) from message m where m.conversation_id = c.id and m.direction = 'outbound' and m.at >= o.at)
  from (select v.id, coalesce((
      select min(m.at) from message m where m.conversation_id = v.id and m.direction = 'inbound'
        and m.at > (select max(a.at) from activity a where a.conversation_id = v.id and a.kind = 'closed' and v.status <> 'closed')
    ), v.created_at) as at from conversation v where v.workspace_id = $1) o
  where o.id = c.id`;

/**
 * How the demo business gives out and promises work: hours, targets, rules, mentions in its notes and one decision that
 * is asked for. Sales and Support are picked by hand, so that the demo stays as it is told.
 */
export async function writeOwnership(tx: Queryable, ids: DemoIds & { now: number }): Promise<void> {
  const { workspaceId, inboxes, members, now } = ids;
  await tx.query('update workspace set business_hours = $2, holidays = $3 where id = $1', [
    workspaceId,
    JSON.stringify(DEMO_WEEK),
    JSON.stringify(demoHolidays(now)),
  ]);
  await tx.query(
    'update inbox set first_target_ms = $2, answer_target_ms = $3, hand_back_after_ms = $4 where workspace_id = $1',
    [workspaceId, DEMO_TARGETS.firstTargetMs, DEMO_TARGETS.answerTargetMs, HOUR_MS / 2],
  );
  await tx.query('update inbox set auto_reply_text = $2, is_auto_reply_on = true where id = $1', [
    inboxes.get('support'),
    AUTO_REPLY,
  ]);
  await insertLines(tx, 'routing_rule', [
    rule(ids, 1, 'Exchanges and complaints', 'support', [
      'kurudisha',
      'refund',
      'exchange',
      'complaint',
      'imeharibika',
    ]),
    rule(ids, 2, 'Where is my rider', 'deliveries', ['rider', 'delivery imefika wapi', 'tracking']),
  ]);
  await tx.query(REMEMBER, [workspaceId]);
  await writeMentions(tx, workspaceId);
  const asked = ids.contacts.get('gideon-kiprop');
  if (asked && members.get('brian') && inboxes.size > 0) await writeEscalation(tx, ids, asked);
}

function rule(ids: DemoIds, position: number, name: string, inbox: string, keywords: string[]) {
  return {
    id: uuidv7(),
    workspace_id: ids.workspaceId,
    position,
    name,
    conditions: { keywords },
    inbox_id: ids.inboxes.get(inbox),
    member_id: null,
    is_enabled: true,
  };
}

async function writeMentions(tx: Queryable, workspaceId: string): Promise<void> {
  const members = (
    await tx.query<{ id: string; name: string }>('select id, name from member where workspace_id = $1', [
      workspaceId,
    ])
  ).rows;
  type Note = { id: string; conversationId: string; text: string; at: number };
  const notes = await tx.query<Note>(
    `select id, conversation_id as "conversationId", text, at from message where workspace_id = $1 and direction = 'note' and text like '%@%'`,
    [workspaceId],
  );
  const lines = notes.rows.flatMap((note) =>
    mentionedMembers(note.text, members).map((memberId) => ({
      message_id: note.id,
      member_id: memberId,
      conversation_id: note.conversationId,
      workspace_id: workspaceId,
      at: iso(note.at),
    })),
  );
  if (lines.length > 0) await insertLines(tx, 'mention', lines);
}

async function writeEscalation(
  tx: Queryable,
  ids: DemoIds & { now: number },
  contactId: string,
): Promise<void> {
  const { workspaceId, members, now } = ids;
  const found = await tx.query<{ id: string; contactName: string }>(
    'select id, contact_name as "contactName" from conversation where contact_id = $1',
    [contactId],
  );
  const conversation = found.rows[0];
  if (!conversation) return;
  const [by, to] = [members.get('brian'), members.get('wanjiku')];
  const reason = 'Refund KSh 7,600: the curtain was cut to his size';
  const [askedAt, dueAt] = [now - 80 * 60_000, now + 2 * HOUR_MS];
  await insertLines(tx, 'escalation', [
    {
      id: uuidv7(),
      workspace_id: workspaceId,
      conversation_id: conversation.id,
      by_id: by,
      to_id: to,
      reason,
      due_at: iso(dueAt),
      at: iso(askedAt),
    },
  ]);
  await tx.query(
    `update conversation set escalated_to_id = $2, escalated_at = $3, escalation_due_at = $4, escalation_reason = $5 where id = $1`,
    [conversation.id, to, iso(askedAt), iso(dueAt), reason],
  );
  const activityId = uuidv7();
  const line = {
    workspace_id: workspaceId,
    conversation_id: conversation.id,
    kind: 'escalated',
    at: iso(askedAt),
  };
  const data = { memberId: to ?? null, name: 'Wanjiku Kamau', reason, dueAt };
  await insertLines(tx, 'activity', [
    { ...line, id: activityId, actor_kind: 'member', actor_member_id: by, actor_name: 'Brian Mwangi', data },
  ]);
  await insertLines(tx, 'notification', [
    {
      ...line,
      id: `${activityId}:${to}`,
      member_id: to,
      contact_name: conversation.contactName,
      actor_name: 'Brian Mwangi',
      data: { reason, dueAt },
    },
  ]);
}

/** A number that drifts between hours rather than jumping. */
function wander(key: string, n: number, spread: number): number {
  const at = (hour: number) => pickBetween(`${key}:${hour}`, -spread, spread);
  const hour = Math.floor(n / 12);
  return Math.round(at(hour) + ((n % 12) / 12) * (at(hour + 1) - at(hour)));
}

/** How the queues stood in the last day, so that the wall has its lines from the first minute: invented, as the rest is. */
export async function writeHealthHistory(tx: Queryable, workspaceId: string, now: number): Promise<void> {
  const newest = Math.floor(now / QUARTER_MS);
  const { rows } = await tx.query<{ key: string; count: number; name: string }>(
    `select v.key, v.count, i.name from view_count v join inbox i on v.key like '%:' || i.id
     where v.workspace_id = $1 order by i.position, v.key`,
    [workspaceId],
  );
  const quarters = Array.from({ length: DAY_QUARTERS }, (_, n) => n);
  for (const view of ['firstLate', 'troubled', 'noOwner', 'followUps', 'us', 'them', 'escalated']) {
    const all = quarters.map(() => 0);
    const write = (key: string, counts: readonly number[]) =>
      insertLines(
        tx,
        'health_sample',
        quarters.map((n) => ({
          workspace_id: workspaceId,
          key,
          quarter: newest - DAY_QUARTERS + n,
          count: counts[n] ?? 0,
        })),
      );
    for (const { key, count: today, name } of rows.filter((row) => row.key.startsWith(`${view}:`))) {
      // By its name and not its id, which is another with every demo.
      const spread = Math.max(1, Math.ceil(today / 3));
      const counts = quarters.map((n) => Math.max(0, today + wander(`${view}:${name}`, n, spread)));
      for (const n of quarters) all[n]! += counts[n]!;
      await write(key, counts);
    }
    await write(view, all);
  }
}
