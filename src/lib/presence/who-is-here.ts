import type { PresenceModel } from '#lib/inbox/conversation-row.ts';
import { initialsOf } from '#lib/format/avatar.ts';
import { isPresenceFresh } from '#schema/domain/presence-fresh.ts';
import type { MemberRow, PresenceRow } from '#schema/schema.ts';

/**
 * Colleagues in each conversation now, one line a person (typing beats viewing), oneself left out and the stale ignored.
 * The key is the conversation's id.
 */
export function whoIsHere(
  rows: readonly PresenceRow[],
  { members, myId, now }: { members: ReadonlyMap<string, MemberRow>; myId: string; now: number },
): Map<string, PresenceModel[]> {
  const here = new Map<string, Map<string, PresenceModel>>();
  for (const row of rows) {
    const member = members.get(row.memberId);
    if (
      !member ||
      !row.conversationId ||
      row.memberId === myId ||
      !isPresenceFresh({ seenAt: row.seenAt, now })
    )
      continue;
    const people = here.get(row.conversationId) ?? new Map<string, PresenceModel>();
    here.set(row.conversationId, people);
    if (people.get(row.memberId)?.kind === 'typing') continue;
    people.set(row.memberId, {
      kind: row.kind,
      memberId: row.memberId,
      name: member.name,
      initials: initialsOf(member.name),
    });
  }
  return new Map(
    [...here].map(([id, people]) => [id, [...people.values()].sort((a, b) => a.name.localeCompare(b.name))]),
  );
}

/** Members with any fresh tab. */
export function membersOnline(rows: readonly PresenceRow[], now: number): Set<string> {
  return new Set(
    rows.filter((row) => isPresenceFresh({ seenAt: row.seenAt, now })).map((row) => row.memberId),
  );
}
