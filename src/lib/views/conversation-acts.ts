import { errorSentence } from '#lib/errors/error-sentences.ts';
import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { newId } from '#lib/zero/new-id.ts';
import { mutators, settled, zero } from '#lib/zero/zero.svelte.ts';
import { refusalIn } from '#schema/errors.ts';
import type { ErrorCode } from '#schema/errors.ts';

type Mutation = Parameters<ReturnType<typeof zero>['mutate']>[0];

/** Runs a mutation and says a refusal in a sentence with its way out. Returns the code when it was refused. */
async function run(mutation: unknown): Promise<ErrorCode | null> {
  const answer = await settled(zero().mutate(mutation as Mutation));
  if (answer.ok) return null;
  const refusal = refusalIn(answer.error) ?? { code: 'unavailable' as const, details: {} };
  const { title, wayOut } = errorSentence(i18n.locale, refusal.code, refusal.details);
  toasts.show(`${title} ${wayOut}`, { tone: 'failed' });
  return refusal.code;
}

/** What a person can do to a conversation, each with its notice and, where there is one, its way back. */
export function conversationActs() {
  const stamp = () => ({ activityId: newId(), at: Date.now() });
  const undo = (onselect: () => void) => ({ action: { label: i18n.t.common.undo, keys: 'Z', onselect } });
  const reopen = (id: string) => void run(mutators.conversation.reopen({ id, ...stamp() }));

  function assign(id: string, memberId: string | null, from: string | null, isUndo = false): void {
    void run(mutators.conversation.assign({ id, memberId, ...stamp() }));
    if (!isUndo)
      toasts.show(
        memberId ? i18n.t.thread.assign : i18n.t.notice.unassigned,
        undo(() => assign(id, from, memberId, true)),
      );
  }

  return {
    send: (m: { id: string; conversationId: string; text: string; quotedMessageId: string | null }) =>
      run(mutators.message.send({ ...m, at: Date.now() })),
    note: (m: { id: string; conversationId: string; text: string }) =>
      run(mutators.message.note({ ...m, at: Date.now() })),
    assign,
    reopen,
    close(id: string): void {
      void run(mutators.conversation.close({ id, ...stamp() }));
      toasts.show(
        i18n.t.notice.closed,
        undo(() => reopen(id)),
      );
    },
    snooze(id: string, until: number, label: string): void {
      void run(mutators.conversation.snooze({ id, until, ...stamp() }));
      toasts.show(
        i18n.t.notice.snoozed(label),
        undo(() => reopen(id)),
      );
    },
    markRead: (id: string) => void run(mutators.conversation.markRead({ id, at: Date.now() })),
    markUnread(id: string): void {
      void run(mutators.conversation.markUnread({ id, at: Date.now() }));
      toasts.show(i18n.t.notice.markedUnread);
    },
    retry: (messageId: string) => void run(mutators.message.resend({ id: messageId, at: Date.now() })),
    markSent: (messageId: string) => void run(mutators.message.markSent({ id: messageId, at: Date.now() })),
    discard: (messageId: string) => void run(mutators.message.discard({ id: messageId, at: Date.now() })),
  };
}
