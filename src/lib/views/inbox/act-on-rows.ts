import { tick } from 'svelte';
import type { ConversationRow } from '#schema/schema.ts';
import { bulkActs } from './bulk-acts.ts';
import { closeReason } from '../close-reason.svelte.ts';
import type { InboxCommands } from '../inbox-keys.ts';

type Rows = readonly ConversationRow[];
type Asked = {
  me: { memberId: string; name: string };
  picked: () => Rows;
  /** What is looked into, when nothing is picked. */
  peeked: () => ConversationRow | undefined;
  isUnread: (id: string) => boolean;
  pick: (id: string) => void;
  unpick: () => void;
  /** On to the next, since what is looked into leaves the list. */
  peekOn: () => void;
  snooze: (rows: Rows) => void;
  tag: (rows: Rows) => void;
  openPeople: () => void;
  /** What each key does to what is open, when nothing is picked. */
  open: Record<'close' | 'snooze' | 'assign' | 'assignMe' | 'unread' | 'tag', () => void>;
};

/** One key acts on all that is picked, or else on what is looked into, or else on what is open. */
export function actOnRows(asked: Asked) {
  const { me, open, unpick } = asked;

  function onRows(otherwise: () => void, act: (rows: Rows) => void): void {
    const peeked = asked.peeked();
    const picked = asked.picked();
    const rows = picked.length > 0 || !peeked ? picked : [peeked];
    if (rows.length === 0) otherwise();
    else act(rows);
  }

  /** Whom to give them to is asked in the bar that stands over what is picked. */
  async function askWho(rows: Rows): Promise<void> {
    for (const { id } of rows) asked.pick(id);
    await tick();
    asked.openPeople();
  }

  const keys: Partial<InboxCommands> = {
    close: () =>
      onRows(open.close, (rows) => {
        done(rows);
        bulkActs.close(rows, closeReason.last);
      }),
    snooze: () => onRows(open.snooze, asked.snooze),
    assign: () => onRows(open.assign, (rows) => void askWho(rows)),
    assignMe: () =>
      onRows(open.assignMe, (rows) => {
        bulkActs.assign(rows, { id: me.memberId, name: me.name });
        unpick();
      }),
    unread: () =>
      onRows(open.unread, (rows) => {
        bulkActs.markUnread(rows.filter(({ id }) => !asked.isUnread(id)));
        unpick();
      }),
    tag: () => onRows(open.tag, asked.tag),
  };

  /** They leave the list: which is next is known while they stand in it. */
  function done(rows: Rows): void {
    const peeked = asked.peeked();
    if (peeked && rows.some(({ id }) => id === peeked.id)) asked.peekOn();
    unpick();
  }

  return { keys, done };
}
