import type { Messages } from '#lib/i18n/en.ts';
import type { ActivityRow } from '#schema/schema.ts';
import type { SystemLineModel } from './message.ts';
import { ownershipSentence } from './ownership-sentence.ts';

const ICONS: Record<string, SystemLineModel['icon']> = {
  assigned: 'assigned',
  claimed: 'assigned',
  unassigned: 'assigned',
  closed: 'closed',
  reopened: 'reopened',
  woken: 'reopened',
  snoozed: 'snoozed',
  routed: 'assigned',
  transferred: 'assigned',
  handed_back: 'assigned',
  call: 'call',
  tagged: 'tagged',
};

/** One quiet line about what people and rules did, in the reader's language. Words between asterisks are names. */
export function activityLine(
  row: ActivityRow,
  words: Messages['activity'],
  when: (at: number) => string,
): SystemLineModel {
  const data = (row.data ?? {}) as Record<string, string | number | null>;
  const actor = row.actorName ?? '';
  const sentence = (() => {
    switch (row.kind) {
      case 'assigned':
        return words.assigned(String(data['name'] ?? ''), actor);
      case 'claimed':
        return words.claimed(actor);
      case 'unassigned':
        return words.unassigned(actor);
      case 'closed':
        return closedLine(words, actor, data['reason']);
      case 'woken':
        return data['by'] === 'reply' ? words.line.wokenByReply : words.woken;
      case 'snoozed':
        return words.snoozed(when(Number(data['until'])), actor);
      case 'taken_over':
        return words.takenOver(actor, String(data['from'] ?? ''));
      case 'sent_anyway':
        return words.sentAnyway(actor);
      case 'identity_changed':
        return words.identityChanged;
      case 'marketing_stopped':
        return `${words.marketing.stopped} ${words.marketing.by[wordOf(data['by'])]}`;
      case 'marketing_resumed':
        return `${words.marketing.resumed} ${words.marketing.resumedBy[resumeWordOf(data['by'])]}`;
      case 'number_passed_on':
        return words.number.passedOn;
      case 'number_taken':
        return words.number.taken(when(Number(data['at'])));
      case 'number_joined':
        return actor === '' ? words.number.joinedByProvider : words.number.joined(actor);
      case 'number_moved':
        return words.number.moved(String(data['who'] ?? ''));
      case 'number_separated':
        return words.number.parted(actor);
      case 'call':
        return callSentence(data, words.call);
      default:
        return ownershipSentence(row, words, when) ?? words.other(actor);
    }
  })();
  const parts = sentence
    .split('*')
    .map((text, index) => ({ text, isStrong: index % 2 === 1 }))
    .filter((part) => part.text !== '');
  return { id: row.id, at: row.at, icon: ICONS[row.kind] ?? 'other', parts };
}

const MARKETING = ['setting', 'refusal', 'button', 'words'] as const;

function wordOf(by: unknown): (typeof MARKETING)[number] {
  return MARKETING.find((one) => one === by) ?? 'setting';
}

const RESUMED = ['setting', 'button', 'words'] as const;

function resumeWordOf(by: unknown): (typeof RESUMED)[number] {
  return RESUMED.find((one) => one === by) ?? 'setting';
}

function callSentence(
  { outcome, durationMs }: Record<string, string | number | null>,
  words: Messages['activity']['call'],
): string {
  if (outcome === 'missed') return words.missed;
  if (outcome !== 'taken') return words.called;
  return words.talked(Math.max(1, Math.round(Number(durationMs) / 60_000)));
}

function closedLine(words: Messages['activity'], actor: string, reason: unknown): string {
  if (typeof reason !== 'string' || reason === '') return words.closed(actor);
  return words.closing.because(actor, (words.reasons as Record<string, string>)[reason] ?? reason);
}
