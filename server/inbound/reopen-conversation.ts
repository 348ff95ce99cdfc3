import { isOpen } from '#schema/domain/business-hours.ts';
import { routeConversation } from '#schema/domain/route-conversation.ts';
import type { Queryable } from '../queue.ts';
import { holdTurns, loadCalendar, loadInboxes, loadPeopleAndRules } from './load-routing.ts';
import { keepTurn } from './route-conversation.ts';
import type { ActivityData } from './tell-activity.ts';

const CLOSED = `
  select v.workspace_id as "workspaceId", v.channel_id as "channelId", v.inbox_id as "inboxId", v.assignee_id as "ownerId",
    c.tags, c.language, c.responsible_member_id as "responsibleMemberId"
  from conversation v join contact c on c.id = v.contact_id where v.id = $1`;

type Closed = {
  workspaceId: string;
  channelId: string;
  inboxId: string;
  ownerId: string | null;
  tags: string[];
  language: string | null;
  responsibleMemberId: string | null;
};

/**
 * Who has a closed conversation that somebody opens by hand, and what its line says of that: its owner if available, or if
 * they open it themselves; else as when the customer had written, but it stays in the inbox where it is opened, its own or
 * `inboxId`, and no word was said for a rule to look at. Under the conversation's lock, while it is still closed.
 */
export async function whoTakesReopened(
  tx: Queryable,
  { id, byId, now, ...into }: { id: string; byId: string | null; now: number; inboxId?: string },
): Promise<{ memberId: string | null; said: ActivityData }> {
  const { workspaceId, ...closed } = (await tx.query<Closed>(CLOSED, [id])).rows[0]!;
  const arrival = { ...closed, ...into };
  if (byId !== null && arrival.ownerId === byId) return { memberId: byId, said: {} };
  await holdTurns(tx, workspaceId);
  const inboxes = await loadInboxes(tx, workspaceId);
  const { members, rules } = await loadPeopleAndRules(tx, workspaceId);
  const isOpenHours = isOpen(now, await loadCalendar(tx, workspaceId));
  const { memberId, reason, rule } = routeConversation(
    { ...arrival, text: '', isOpenHours },
    { members, inboxes, rules: rules.filter((r) => r.inboxId === null || r.inboxId === arrival.inboxId) },
  );
  if (reason.code === 'round_robin' || reason.code === 'least_busy')
    await keepTurn(tx, arrival.inboxId, memberId);
  // Nobody had it, and people pick for themselves: there is nothing to say.
  if (memberId === null && arrival.ownerId === null && reason.code === 'manual')
    return { memberId, said: {} };
  const said = { ...reason.params, memberId, reason: reason.code, rule: rule?.name ?? null };
  return { memberId, said: { ...said, from: arrival.ownerId } };
}
