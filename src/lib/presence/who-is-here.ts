import type { PresenceModel } from '#lib/ui/person.ts';
import { initialsOf } from '#lib/format/avatar.ts';
import type { MemberRow, PresenceRow, ReplyLeaseRow } from '#schema/schema.ts';

type Around = { members: ReadonlyMap<string, MemberRow>; myId: string };

/**
 * Colleagues in each conversation now, one line a person: whoever holds the reply or types stands as typing, the rest as
 * viewing. Oneself is left out; who fell silent is swept away by the worker. The key is the conversation's id.
 */
export function whoIsHere(
  rows: readonly PresenceRow[],
  leases: readonly ReplyLeaseRow[],
  { members, myId }: Around,
): Map<string, PresenceModel[]> {
  const here = new Map<string, Map<string, PresenceModel>>();
  function add(conversationId: string, memberId: string, kind: PresenceModel['kind']): void {
    const member = members.get(memberId);
    if (!member || memberId === myId) return;
    const people = here.get(conversationId) ?? new Map<string, PresenceModel>();
    here.set(conversationId, people);
    if (people.get(memberId)?.kind === 'typing') return;
    people.set(memberId, { kind, memberId, name: member.name, initials: initialsOf(member.name) });
  }
  for (const lease of leases) {
    add(lease.conversationId, lease.memberId, 'typing');
  }
  for (const row of rows) {
    if (row.conversationId) add(row.conversationId, row.memberId, row.kind);
  }
  return new Map(
    [...here].map(([id, people]) => [id, [...people.values()].sort((a, b) => a.name.localeCompare(b.name))]),
  );
}
