import { accountLine } from '#lib/errors/account-notice.ts';
import type { Messages } from '#lib/i18n/en.ts';
import type { NotificationRow } from '#schema/schema.ts';
import type { Breach } from '#schema/tables.gen.ts';

type Line = { title: string; detail: string; tone: 'plain' | 'amber' | 'red' | 'blue' };

/** What a notification says: what happened, and the words that came with it. `timeOf` writes an instant as a time. */
export function notificationLine(
  n: Pick<NotificationRow, 'kind' | 'actorName' | 'data'>,
  words: Messages['ownership']['notices'],
  timeOf: (at: number) => string,
): Line {
  const data = (n.data ?? {}) as Record<string, string | number | null>;
  const own = accountLine(n, words.account);
  if (own) return { ...own, tone: 'red' };
  const by = n.actorName ?? '';
  const text = (key: string) => String(data[key] ?? '');
  switch (n.kind) {
    case 'mentioned':
      return { title: words.mentioned(by), detail: text('note'), tone: 'plain' };
    case 'assigned':
      return { title: by === '' ? words.routed : words.assigned(by), detail: '', tone: 'plain' };
    case 'transferred':
      return { title: words.transferred(by), detail: text('note'), tone: 'plain' };
    case 'escalated':
      return { title: words.escalated(by), detail: text('reason'), tone: 'blue' };
    case 'decided':
      return { title: words.decided(by), detail: text('decision'), tone: 'blue' };
    case 'decision_due':
      return { title: words.decisionDue(by), detail: text('reason'), tone: 'amber' };
    case 'due_soon':
      return { title: words.dueSoon, detail: words.dueAt(timeOf(Number(data['dueAt']))), tone: 'amber' };
    case 'breached':
      return {
        title: words.breached[text('breach') as Breach] ?? words.breached.next,
        detail: '',
        tone: 'red',
      };
    case 'failed':
      return {
        title: { unconfirmed: words.unconfirmed, held: words.held }[text('status')] ?? words.failed,
        detail: '',
        tone: text('status') === 'held' ? 'amber' : 'red',
      };
    default:
      return {
        title: text('by') === 'reply' ? words.wokenByReply : words.wokenByTime,
        detail: '',
        tone: 'plain',
      };
  }
}
