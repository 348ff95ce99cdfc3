import { z } from 'zod';
import type { AssignPolicy } from '../tables.gen.ts';

/** What a rule looks at. Everything named must hold; a list holds when one of it does; nothing named always holds. */
export const ruleConditions = z.object({
  channelIds: z.array(z.uuid()).max(50).optional(),
  keywords: z.array(z.string().trim().min(1).max(60)).max(100).optional(),
  tags: z.array(z.string().trim().min(1).max(40)).max(50).optional(),
  languages: z.array(z.string().max(40)).max(10).optional(),
  hours: z.enum(['open', 'shut']).optional(),
});
export type RuleConditions = z.infer<typeof ruleConditions>;

/** A rule sends a conversation to an inbox, to a person, or both. */
export type RoutingRule = {
  id: string;
  name: string;
  conditions: RuleConditions;
  inboxId: string | null;
  memberId: string | null;
};

export type RoutingInbox = {
  id: string;
  policy: AssignPolicy;
  /** How many open conversations one person may have before this inbox gives them no more; null: their own limit. */
  capacity: number | null;
  lastAssignedId: string | null;
};

export type RoutingMember = {
  id: string;
  name: string;
  /** Online by their own word, and still with us. */
  isAvailable: boolean;
  /** Seen at their desk lately. Turns go only to those who are; a relationship outlives a lunch break. */
  isPresent: boolean;
  capacity: number;
  /** Open conversations they own. */
  load: number;
  /** Inboxes they work in. */
  inboxIds: readonly string[];
  /** Managers and admins see every inbox, but only those who work in one are given turns in it. */
  seesAll: boolean;
};

export type Arrival = {
  channelId: string;
  inboxId: string;
  text: string;
  tags: readonly string[];
  language: string | null;
  isOpenHours: boolean;
  responsibleMemberId: string | null;
  /** Who had it when it was closed; null for a new conversation. */
  ownerId: string | null;
};

export type RoutingReason =
  | { code: 'owner_available' | 'responsible_available'; params: { name: string } }
  | { code: 'rule'; params: { name: string; rule: string } }
  | { code: 'round_robin' | 'least_busy'; params: { name: string; load: number } }
  | { code: 'manual' | 'nobody_available' | 'all_full'; params: Record<string, never> };

export type Routed = {
  inboxId: string;
  memberId: string | null;
  reason: RoutingReason;
  /** The rule that chose the inbox or the person. */
  rule: { id: string; name: string } | null;
};

/** Letters as a hurried thumb types them: no case, no accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Does the text contain this word or phrase, at its beginning and end not inside a longer word? */
function hasKeyword(text: string, keyword: string): boolean {
  const escaped = plain(keyword).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(plain(text));
}

/** What of a rule does not hold for what arrived: the first thing it looks at and does not find. Null: it holds. */
export type RuleMiss = 'channel' | 'keyword' | 'tag' | 'language' | 'hours';
type Seen = Pick<Arrival, 'channelId' | 'text' | 'tags' | 'language' | 'isOpenHours'>;

export function ruleMiss(c: RuleConditions, arrival: Seen): RuleMiss | null {
  const tags = arrival.tags.map(plain);
  if (c.channelIds && !c.channelIds.includes(arrival.channelId)) return 'channel';
  if (c.keywords && !c.keywords.some((word) => hasKeyword(arrival.text, word))) return 'keyword';
  if (c.tags && !c.tags.some((tag) => tags.includes(plain(tag)))) return 'tag';
  if (c.languages && !(arrival.language !== null && c.languages.includes(arrival.language)))
    return 'language';
  return c.hours !== undefined && (c.hours === 'open') !== arrival.isOpenHours ? 'hours' : null;
}

/** Does a rule hold for what arrived? */
export function ruleHolds(c: RuleConditions, arrival: Seen): boolean {
  return ruleMiss(c, arrival) === null;
}

/** Is this member available, and sees the inbox? */
export function mayWork(member: RoutingMember | undefined, inboxId: string): member is RoutingMember {
  return member !== undefined && member.isAvailable && (member.seesAll || member.inboxIds.includes(inboxId));
}

/**
 * Who gets a conversation that is new, or open again? Its owner if available; else the contact's responsible member if
 * available (a relationship outweighs a full desk); else the first rule that holds, which may also choose the inbox; else
 * the inbox's policy with everyone's capacity; else nobody. The same arrival and people always lead to the same answer.
 * `rules` come in their order.
 */
export function routeConversation(
  arrival: Arrival,
  {
    rules,
    inboxes,
    members,
  }: {
    rules: readonly RoutingRule[];
    inboxes: readonly RoutingInbox[];
    members: readonly RoutingMember[];
  },
): Routed {
  const byId = new Map(members.map((m) => [m.id, m]));
  const owner = arrival.ownerId === null ? undefined : byId.get(arrival.ownerId);
  const here = { inboxId: arrival.inboxId, rule: null };
  if (mayWork(owner, arrival.inboxId))
    return { ...here, memberId: owner.id, reason: { code: 'owner_available', params: { name: owner.name } } };
  const responsible =
    arrival.responsibleMemberId === null ? undefined : byId.get(arrival.responsibleMemberId);
  if (mayWork(responsible, arrival.inboxId)) {
    const reason = { code: 'responsible_available', params: { name: responsible.name } } as const;
    return { ...here, memberId: responsible.id, reason };
  }
  const rule = rules.find((r) => ruleHolds(r.conditions, arrival));
  const told = rule ? { id: rule.id, name: rule.name } : null;
  const inbox =
    inboxes.find((i) => i.id === rule?.inboxId) ?? inboxes.find((i) => i.id === arrival.inboxId) ?? null;
  const inboxId = inbox?.id ?? arrival.inboxId;
  const named = rule?.memberId ? byId.get(rule.memberId) : undefined;
  if (rule && mayWork(named, inboxId)) {
    const reason = { code: 'rule', params: { name: named.name, rule: rule.name } } as const;
    return { inboxId, memberId: named.id, reason, rule: told };
  }
  if (inbox === null) return { inboxId, memberId: null, reason: { code: 'manual', params: {} }, rule: told };
  return { inboxId, rule: told, ...pickByPolicy(inbox, members) };
}

/**
 * Whose turn is it in this inbox? Only those who work in it, are online, at their desk and have room. Round robin goes on
 * from whoever had the last turn; least busy takes the emptiest desk in proportion to its size, and among equals goes round too.
 */
export function pickByPolicy(
  inbox: RoutingInbox,
  members: readonly RoutingMember[],
): Pick<Routed, 'memberId' | 'reason'> {
  if (inbox.policy === 'manual') return { memberId: null, reason: { code: 'manual', params: {} } };
  const limitOf = (m: RoutingMember) => Math.min(m.capacity, inbox.capacity ?? m.capacity);
  const present = members.filter((m) => m.isAvailable && m.isPresent && m.inboxIds.includes(inbox.id));
  if (present.length === 0) return { memberId: null, reason: { code: 'nobody_available', params: {} } };
  const free = present.filter((m) => m.load < limitOf(m));
  if (free.length === 0) return { memberId: null, reason: { code: 'all_full', params: {} } };
  const inTurn = afterLast(free, inbox.lastAssignedId);
  const chosen =
    inbox.policy === 'round_robin'
      ? inTurn[0]!
      : inTurn.reduce((best, m) => (m.load / limitOf(m) < best.load / limitOf(best) ? m : best));
  return {
    memberId: chosen.id,
    reason: { code: inbox.policy, params: { name: chosen.name, load: chosen.load } },
  };
}

/** Everyone in a fixed order that begins after whoever had the last turn. */
function afterLast(members: readonly RoutingMember[], lastId: string | null): RoutingMember[] {
  const inOrder = members.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (lastId === null) return inOrder;
  return [...inOrder.filter((m) => m.id > lastId), ...inOrder.filter((m) => m.id <= lastId)];
}
