import type { ComposerActions } from '#lib/inbox/composer.ts';
import type { ReplyDesk } from './reply-desk.svelte.ts';

/** What the composer asks, done at the desk. `focus` puts the caret back into the box. */
export function deskActions(desk: ReplyDesk, focus: () => void): Omit<ComposerActions, 'ontakeover'> {
  return {
    onsend: (draft) => void desk.send(draft),
    onsendandclose: (draft) => void desk.send(draft, { thenClose: true }),
    onnote: (draft) => void desk.addNote(draft),
    onmode: desk.setMode,
    ontype: desk.typed,
    onreview: () => {
      desk.see();
      focus();
    },
    onsendanyway: (draft) => {
      desk.unfence();
      void desk.send(draft, { isAnyway: true });
    },
    ondiscard: () => {
      desk.unfence();
      desk.clear();
    },
    onattach: (files) => desk.tray.add(files),
    onremoveattachment: (id) => desk.tray.remove(id),
    onretryattachment: (id) => desk.tray.retry(id),
    onunquote: () => (desk.quotedId = null),
    onsendtemplate: (id, values, header) => void desk.sendTemplate(id, values, header),
  };
}
