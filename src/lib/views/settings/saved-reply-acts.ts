import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { settingsWords } from '#lib/i18n/settings-words.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { mutators } from '#lib/zero/zero.svelte.ts';
import type { SavedReplyRow } from '#schema/schema.ts';
import { ask, run, tell } from '../run-mutation.ts';
import type { Refused } from '../run-mutation.ts';

export type WrittenReply = Pick<SavedReplyRow, 'id' | 'shortcut' | 'title' | 'text'> & {
  language: 'en' | 'sw';
};

/** Saves a reply; null when it went through, else why not. */
export function saveReply(reply: WrittenReply): Promise<Refused | null> {
  return ask(mutators.savedReply.save(reply));
}

/** Takes a reply off the list, with a way back. */
export async function removeReply({ id, shortcut, title, text, language }: SavedReplyRow): Promise<void> {
  if (await run(mutators.savedReply.remove({ id }))) return;
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
