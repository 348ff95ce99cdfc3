import type { Messages } from '#lib/i18n/en.ts';
import type { RoutingReason } from '#schema/domain/route-conversation.ts';
import type { Breach, Priority } from '#schema/tables.gen.ts';
import type { ActivityRow } from '#schema/schema.ts';

type Words = Messages['activity'];
type Data = Record<string, string | number | null | undefined>;

/** Why somebody was given a conversation, or nobody: "responsible member, available". */
export function routingReason(data: Data, why: Words['why']): string {
  const code = String(data['reason'] ?? 'manual') as RoutingReason['code'];
  if (code === 'rule') return why.rule(String(data['rule'] ?? ''));
  if (code === 'least_busy') return why.least_busy(Number(data['load'] ?? 0));
  return why[code] ?? why.manual;
}

/** What a line about ownership, promises or decisions says; null for a kind that is none of these. */
export function ownershipSentence(
  row: Pick<ActivityRow, 'kind' | 'data' | 'actorName'>,
  words: Words,
  when: (at: number) => string,
): string | null {
  const data = (row.data ?? {}) as Data;
  const actor = row.actorName ?? '';
  const text = (key: string) => String(data[key] ?? '');
  const { line } = words;
  switch (row.kind) {
    case 'routed': {
      const why = routingReason(data, words.why);
      return data['memberId'] ? line.routed(text('name'), why) : line.unrouted(why);
    }
    case 'reopened': {
      if (data['reason'] === undefined) return words.reopened(actor);
      const why = routingReason(data, words.why);
      return data['memberId'] ? line.reopenedFor(actor, text('name'), why) : line.reopenedToQueue(actor, why);
    }
    case 'moved':
      return data['rule'] ? line.movedByRule(text('name'), text('rule')) : line.moved(text('name'), actor);
    case 'handed_back':
      if (data['reason'] === 'away') return line.handedBackAway(text('name'));
      if (data['reason'] === 'unseen') return line.handedBackUnseen(text('name'));
      return line.handedBack(actor, text('note'));
    case 'transferred': {
      const to = [data['name'], data['inbox']].filter(Boolean).join(', ');
      return line.transferred(to === '' ? words.transfer.queue : to, actor);
    }
    case 'escalated':
      return line.escalated(text('name'), actor, text('reason'));
    case 'decided':
      return line.decided(actor, text('decision'));
    case 'breached':
      return line.breached[text('breach') as Breach]?.(when(Number(data['dueAt']))) ?? null;
    case 'breach_lifted':
      return line.breachLifted;
    case 'tagged':
      if (!data['removed']) return line.tagged(text('added'), actor);
      return data['added']
        ? line.retagged(text('added'), text('removed'), actor)
        : line.untagged(text('removed'), actor);
    case 'priority':
      return line.priority(words.priorities[text('to') as Priority] ?? text('to'), actor);
    default:
      return null;
  }
}
