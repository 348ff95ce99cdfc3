import { calendarFrom } from '#schema/domain/business-hours.ts';
import type { BusinessCalendar } from '#schema/domain/business-hours.ts';
import type { Targets } from '#schema/domain/business-due.ts';
import { ATTENDANCE_MS } from '#schema/domain/presence-fresh.ts';
import { ruleConditions } from '#schema/domain/route-conversation.ts';
import type { RoutingInbox, RoutingMember, RoutingRule } from '#schema/domain/route-conversation.ts';
import type { Queryable } from '../queue.ts';

/** An inbox as routing and timers need it. */
export type InboxLine = RoutingInbox & Targets & { name: string };

const INBOXES = `
  select id, name, policy, capacity, last_assigned_id as "lastAssignedId", first_target_ms as "firstTargetMs",
    answer_target_ms as "answerTargetMs", resolution_target_ms as "resolutionTargetMs"
  from inbox where workspace_id = $1 order by position, id`;

const MEMBERS = `
  select m.id, m.name, m.availability = 'online' as "isAvailable", m.capacity,
    exists (select 1 from attendance a where a.member_id = m.id and a.seen_at > now() - make_interval(secs => $2::float8 / 1000)) as "isPresent", m.role <> 'agent' as "seesAll",
    (select count(*)::int from conversation c where c.assignee_id = m.id and c.status = 'open') as load,
    coalesce((select array_agg(im.inbox_id::text) from inbox_member im where im.member_id = m.id), '{}') as "inboxIds"
  from member m where m.workspace_id = $1 and m.deactivated_at is null order by m.id`;

const RULES = `
  select id, name, conditions, inbox_id as "inboxId", member_id as "memberId"
  from routing_rule where workspace_id = $1 and is_enabled order by position, id`;

/** When the business is open. */
export async function loadCalendar(tx: Queryable, workspaceId: string): Promise<BusinessCalendar> {
  const found = await tx.query<{ timeZone: string; businessHours: unknown; holidays: unknown }>({
    name: 'load-calendar',
    text: `select time_zone as "timeZone", business_hours as "businessHours", holidays from workspace where id = $1`,
    values: [workspaceId],
  });
  return calendarFrom(found.rows[0] ?? { timeZone: 'UTC' });
}

export async function loadInboxes(tx: Queryable, workspaceId: string): Promise<InboxLine[]> {
  return (await tx.query<InboxLine>({ name: 'load-inboxes', text: INBOXES, values: [workspaceId] })).rows;
}

/** Everyone who could be given work, with how much they have, and the rules in their order. */
export async function loadPeopleAndRules(
  tx: Queryable,
  workspaceId: string,
): Promise<{ members: RoutingMember[]; rules: RoutingRule[] }> {
  const members = (
    await tx.query<RoutingMember>({
      name: 'load-people',
      text: MEMBERS,
      values: [workspaceId, ATTENDANCE_MS],
    })
  ).rows;
  const lines = await tx.query<Omit<RoutingRule, 'conditions'> & { conditions: unknown }>(RULES, [
    workspaceId,
  ]);
  // A rule nobody can read is passed over: work then goes by the inbox's policy, as if it were not there.
  const rules = lines.rows.flatMap((line) => {
    const conditions = ruleConditions.safeParse(line.conditions);
    return conditions.success ? [{ ...line, conditions: conditions.data }] : [];
  });
  return { members, rules };
}

/**
 * Until this transaction ends nobody else gives out turns in this business: two customers who write in the same moment
 * take two turns, not the same one twice. Take it before reading whose turn it was.
 */
export async function holdTurns(tx: Queryable, workspaceId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('turns:' || $1, 0))`, [workspaceId]);
}
