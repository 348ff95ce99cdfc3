import { i18n } from '#lib/i18n/i18n.svelte.ts';
import type { PaletteItem } from '#lib/ui/palette.ts';
import type { InboxCommands } from './inbox-keys.ts';

type Line = {
  command: keyof InboxCommands;
  keys: string[];
  needs?: 'open' | 'some' | 'held';
  label: () => string;
};

/**
 * What the keys do, by the names the keyboard help gives them. `some`: what is open, looked into or picked; `held`: what is
 * open, while a colleague holds the reply.
 */
const LINES: readonly Line[] = [
  { command: 'reply', keys: ['R'], needs: 'open', label: () => i18n.t.keys.reply },
  { command: 'note', keys: ['N'], needs: 'open', label: () => i18n.t.keys.note },
  { command: 'takeOver', keys: ['T'], needs: 'held', label: () => i18n.t.keys.takeOver },
  { command: 'close', keys: ['E'], needs: 'some', label: () => i18n.t.keys.close },
  { command: 'askClose', keys: ['Shift', 'E'], needs: 'open', label: () => i18n.t.closing.ask },
  { command: 'snooze', keys: ['H'], needs: 'some', label: () => i18n.t.keys.snooze },
  { command: 'assign', keys: ['A'], needs: 'some', label: () => i18n.t.keys.assign },
  { command: 'assignMe', keys: ['I'], needs: 'some', label: () => i18n.t.keys.assignMe },
  { command: 'tag', keys: ['L'], needs: 'some', label: () => i18n.t.panel.addTag },
  { command: 'unread', keys: ['U'], needs: 'some', label: () => i18n.t.keys.unread },
  { command: 'panel', keys: [']'], needs: 'open', label: () => i18n.t.keys.panel },
  { command: 'views', keys: ['['], label: () => i18n.t.keys.views },
  { command: 'next', keys: ['J'], label: () => i18n.t.keys.next },
  { command: 'previous', keys: ['K'], label: () => i18n.t.keys.previous },
  { command: 'peek', keys: ['Space'], label: () => i18n.t.keys.peek },
  { command: 'select', keys: ['X'], label: () => i18n.t.searchHelp.pick },
  { command: 'selectAll', keys: ['Ctrl', 'A'], label: () => i18n.t.bulk.all },
  { command: 'filter', keys: ['F'], label: () => i18n.t.ownership.views.save },
  { command: 'undo', keys: ['Z'], label: () => i18n.t.keys.undo },
  { command: 'goInbox', keys: ['G', 'I'], label: () => i18n.t.keys.goInbox },
  { command: 'goQueue', keys: ['G', 'Q'], label: () => i18n.t.views.unassigned },
  { command: 'goNotices', keys: ['G', 'N'], label: () => i18n.t.keys.goNotices },
  { command: 'goReports', keys: ['G', 'R'], label: () => i18n.t.ownership.wall.title },
];

/** The commands that can be given here and now, as lines of the palette. */
export function paletteOf(
  commands: Partial<InboxCommands>,
  has: { open: boolean; some: boolean; held: boolean },
): PaletteItem[] {
  return LINES.flatMap(({ command, keys, needs, label }) => {
    const act = commands[command];
    if (!act || (needs && !has[needs])) return [];
    return [{ id: `do-${command}`, label: label(), keys, onselect: () => setTimeout(act) }];
  });
}
