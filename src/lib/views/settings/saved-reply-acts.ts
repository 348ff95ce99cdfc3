import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { settingsWords } from '#lib/i18n/settings-words.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { mutators, settled, zero } from '#lib/zero/zero.svelte.ts';
import { refusalIn } from '#schema/errors.ts';
import type { ErrorCode, RefusalDetails } from '#schema/errors.ts';
import type { SavedReplyRow } from '#schema/schema.ts';
import { tell } from '../conversation-acts.ts';

export type WrittenReply = Pick<SavedReplyRow, 'id' | 'shortcut' | 'title' | 'text'> & {
  language: 'en' | 'sw';
};

/** Saves a reply; null when it went through, else why not. */
export async function saveReply(
  reply: WrittenReply,
): Promise<{ code: ErrorCode; details: RefusalDetails } | null> {
  const answer = await settled(zero().mutate(mutators.savedReply.save(reply)));
  return answer.ok ? null : (refusalIn(answer.error) ?? { code: 'unavailable', details: {} });
}

/** Takes a reply off the list, with a way back. */
export async function removeReply({ id, shortcut, title, text, language }: SavedReplyRow): Promise<void> {
  const answer = await settled(zero().mutate(mutators.savedReply.remove({ id })));
  if (!answer.ok) {
    tell(refusalIn(answer.error) ?? { code: 'unavailable', details: {} });
    return;
  }
  const known = language === 'sw' ? 'sw' : 'en';
  toasts.show(settingsWords.t.replies.removed(title), {
    action: {
      label: i18n.t.common.undo,
      keys: 'Z',
      onselect: () =>
        void saveReply({ id, shortcut, title, text, language: known }).then((why) => why && tell(why)),
    },
  });
}
