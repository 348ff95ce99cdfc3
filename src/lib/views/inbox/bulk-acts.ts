import { errorSentence } from '#lib/errors/error-sentences.ts';
import { neutraliseBidi } from '#lib/format/message-text.ts';
import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { clock } from '#lib/ui/clock.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { newId } from '#lib/zero/new-id.ts';
import { mutators, settled, zero } from '#lib/zero/zero.svelte.ts';
import { refusalIn } from '#schema/errors.ts';
import type { ErrorCode } from '#schema/errors.ts';
import type { ContactRow, ConversationRow } from '#schema/schema.ts';
import type { Priority } from '#schema/tables.gen.ts';
import { putAside } from '../leaving-rows.svelte.ts';
import { putBack } from '../put-back.ts';

type Mutation = Parameters<ReturnType<typeof zero>['mutate']>[0];
type Picked = Pick<
  ConversationRow,
  'id' | 'contactName' | 'assigneeId' | 'priority' | 'status' | 'snoozedUntil' | 'closedReason'
>;
type Named = { id: string; name: string };
/** A contact, and the conversation in which they are tagged. */
type Tagged = Pick<ContactRow, 'id' | 'name' | 'tags'> & { conversationId: string };

const MOST_NAMED = 4;
const stamp = () => ({ activityId: newId(), at: clock.exact() });

/** Runs a mutation: `isApplied` once this device has done its part, well or not; the code of what refused it, or null. */
function ask(mutation: unknown) {
  const result = zero().mutate(mutation as Mutation);
  const code = async (): Promise<ErrorCode | null> => {
    const answer = await settled(result);
    return answer.ok ? null : (refusalIn(answer.error)?.code ?? 'unavailable');
  };
  return { isApplied: result.client.catch(() => undefined), refusal: code() };
}

type Change<T> = {
  change: (one: T) => unknown;
  /** The way back for one. */
  back: (one: T) => unknown;
  /** What is said of so many. */
  said: (count: number) => string;
  nameOf: (one: T) => string;
  /** A sentence for a refusal that means something of its own here. */
  why?: (code: ErrorCode) => string | null;
  /** Called once this device has done its part for all of them. */
  onapplied?: () => void;
};

/**
 * One act on all of these: each its own change, one notice, one way back. What is refused is named with its reason, and the
 * rest stays done.
 */
async function toEach<T>(
  all: readonly T[],
  { change, back, said, nameOf, why, onapplied }: Change<T>,
): Promise<void> {
  if (all.length === 0) return;
  const refused = new Map<T, ErrorCode>();
  const done = () => all.filter((one) => !refused.has(one));
  const tell = () =>
    toasts.show(said(done().length), {
      action: {
        label: i18n.t.common.undo,
        keys: 'Z',
        onselect: () => {
          for (const one of done()) ask(back(one));
        },
      },
    });
  const asked = all.map((one) => ({ one, ...ask(change(one)) }));
  if (onapplied) void Promise.all(asked.map(({ isApplied }) => isApplied)).then(onapplied);
  const noticeId = tell();
  for (const { one, refusal } of asked) {
    const code = await refusal;
    if (code !== null) refused.set(one, code);
  }
  if (refused.size === 0) return;
  if (toasts.list.some((toast) => toast.id === noticeId)) {
    toasts.dismiss(noticeId);
    if (done().length > 0) tell();
  }
  for (const code of new Set(refused.values())) {
    const names = [...refused].flatMap(([one, its]) => (its === code ? [neutraliseBidi(nameOf(one))] : []));
    const { title, wayOut } = errorSentence(code);
    toasts.show(i18n.t.bulk.refused(listed(names), why?.(code) ?? `${title} ${wayOut}`), { tone: 'failed' });
  }
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(', ');
  return names.length > MOST_NAMED ? i18n.t.bulk.andMore(shown, names.length - MOST_NAMED) : shown;
}

const ofConversation = { nameOf: (c: Picked) => c.contactName };

/** Puts all of these aside: their rows are gone in the frame of the key. */
function putAllAside(
  picked: readonly Picked[],
  { change, said }: Pick<Change<Picked>, 'change' | 'said'>,
): void {
  void putAside(
    picked.map(({ id }) => id),
    (onapplied) => void toEach(picked, { ...ofConversation, change, said, back: putBack, onapplied }),
  );
}

function changeTags({ id, conversationId }: Tagged, add: string[], remove: string[]): unknown {
  return mutators.contact.changeTags({ id, conversationId, add, remove, ...stamp() });
}

export const bulkActs = {
  assign(picked: readonly Picked[], to: Named | null): void {
    const give = (id: string, memberId: string | null) =>
      mutators.conversation.assign({ id, memberId, ...stamp() });
    void toEach(picked, {
      ...ofConversation,
      change: ({ id }) => give(id, to?.id ?? null),
      back: ({ id, assigneeId }) => give(id, assigneeId ?? null),
      said: (count) => (to ? i18n.t.assigned.many(count, to.name) : i18n.t.assigned.manyToNobody(count)),
      why: (code) => (code === 'invalid_input' && to ? i18n.t.bulk.cannotSee(to.name) : null),
    });
  },
  close(picked: readonly Picked[], reason: string | null): void {
    putAllAside(picked, {
      change: ({ id }) => mutators.conversation.close({ id, reason, ...stamp() }),
      said: i18n.t.ownership.closedMany,
    });
  },
  snooze(picked: readonly Picked[], until: number): void {
    putAllAside(picked, {
      change: ({ id }) => mutators.conversation.snooze({ id, until, ...stamp() }),
      said: i18n.t.ownership.snoozedMany,
    });
  },
  setPriority(picked: readonly Picked[], priority: Priority): void {
    const set = (id: string, to: Priority) =>
      mutators.conversation.setPriority({ id, priority: to, ...stamp() });
    void toEach(picked, {
      ...ofConversation,
      change: ({ id }) => set(id, priority),
      back: (c) => set(c.id, c.priority),
      said: (count) => i18n.t.bulk.priority(count, i18n.t.ownership.priorities[priority]),
    });
  },
  /** Give it what was read: the way back reads it again. */
  markUnread(picked: readonly Picked[]): void {
    void toEach(picked, {
      ...ofConversation,
      change: ({ id }) => mutators.conversation.markUnread({ id, at: clock.exact() }),
      back: ({ id }) => mutators.conversation.markRead({ id, at: clock.exact() }),
      said: i18n.t.bulk.unread,
    });
  },
  /** Puts a tag on people, or takes it off; the way back touches only those it changed. */
  tag(people: readonly Tagged[], tag: string, isOn: boolean): void {
    const its = (tags: unknown) => (tags as string[]).filter((t) => t.toLowerCase() === tag.toLowerCase());
    const changed = people.filter((p) => its(p.tags).length > 0 !== isOn);
    void toEach(changed, {
      nameOf: (p) => p.name ?? '',
      change: (p) => changeTags(p, isOn ? [tag] : [], isOn ? [] : [tag]),
      back: (p) => changeTags(p, its(p.tags), isOn ? [tag] : []),
      said: (count) => {
        const name = neutraliseBidi(tag);
        if (count === 1) return isOn ? i18n.t.tagged.added(name) : i18n.t.tagged.removed(name);
        return isOn ? i18n.t.bulk.tagged(count, name) : i18n.t.bulk.untagged(count, name);
      },
    });
  },
};
