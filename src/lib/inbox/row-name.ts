import { formatPlayTime } from '#lib/format/duration.ts';
import type { Messages } from '#lib/i18n/en.ts';
import type { ConversationRowModel } from './conversation-row.ts';
import { previewText } from './preview.ts';

/** What a screen reader says of a row: the contact's name first, then what matters about it. */
export function rowName(row: ConversationRowModel, words: Messages): string {
  const who = row.previewWho === 'you' ? words.list.you : row.previewWho;
  const preview = previewText(row, words.types, formatPlayTime);
  const parts = [
    row.name,
    row.unread > 0 ? words.list.unread(row.unread) : '',
    row.late === 'late' ? words.list.late : row.late === 'soon' ? words.list.soon : '',
    row.failed ? words.list.failed : row.unconfirmed ? words.list.unconfirmed : '',
    row.optedOut ? words.rowOptedOut : '',
    preview === '' ? '' : who ? `${who}: ${preview}` : preview,
    row.ownerName === null ? words.list.noOwner : words.list.assignedTo(row.ownerName),
    ...row.presence.map((person) =>
      person.kind === 'typing' ? words.list.typing(person.name) : words.list.viewing(person.name),
    ),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
