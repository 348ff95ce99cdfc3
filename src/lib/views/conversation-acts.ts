import { i18n } from '#lib/i18n/i18n.svelte.ts';
import type { ReadyFile } from '#lib/inbox/ready-file.ts';
import { clock } from '#lib/ui/clock.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { newId } from '#lib/zero/new-id.ts';
import { mutators } from '#lib/zero/zero.svelte.ts';
import type { ChoiceMessage } from '#schema/domain/choice-message.ts';
import { reasonWord } from './close-reason.svelte.ts';
import { putAside } from './leaving-rows.svelte.ts';
import { putBack } from './put-back.ts';
import type { Before } from './put-back.ts';
import { ask, run, tell } from './run-mutation.ts';

/** What every reply says about itself, whatever it holds. */
export type ReplyHead = {
  id: string;
  conversationId: string;
  quotedMessageId: string | null;
  seenAnswerId: string | null;
  anywayActivityId?: string;
};
export type Reply = ReplyHead & { text: string };

/** A template with its places filled and the file it wants at its top. */
export type FilledIn = { templateId: string; values: Record<string, string>; header: ReadyFile | null };

function mediaArgs({ id: mediaId, kind, ...file }: ReadyFile) {
  const { mimeType, fileName, sizeBytes, width, height, durationMs, waveform, hasThumbnail } = file;
  const shown = { mimeType, fileName, sizeBytes, width, height, durationMs, waveform, hasThumbnail };
  return { mediaId, kind, shown };
}

/** What a person can do to a conversation, each with its notice and, where there is one, its way back. */
export function conversationActs() {
  const stamp = () => ({ activityId: newId(), at: clock.exact() });
  const undo = (onselect: () => void) => ({ action: { label: i18n.t.common.undo, keys: 'Z', onselect } });
  const reopen = (id: string) => void run(mutators.conversation.reopen({ id, ...stamp() }));

  const give = (id: string, memberId: string | null) =>
    run(mutators.conversation.assign({ id, memberId, ...stamp() }));

  /** Gives it to somebody, or to nobody, and says to whom. `from`: who had it, for the way back. */
  function assign(id: string, to: { id: string; name: string } | null, from: string | null): void {
    void give(id, to?.id ?? null);
    toasts.show(
      to ? i18n.t.notice.assigned(to.name) : i18n.t.notice.unassigned,
      undo(() => void give(id, from)),
    );
  }

  /** Takes what nobody owns: one of several wins, the others are told who. What is owned is given to me like to anyone. */
  async function take(id: string, me: { id: string; name: string }, from: string | null): Promise<void> {
    if (from !== null) return assign(id, me, from);
    const refusal = await ask(mutators.conversation.claim({ id, ...stamp() }));
    if (refusal) return tell(refusal);
    toasts.show(
      i18n.t.notice.assigned(me.name),
      undo(() => void give(id, null)),
    );
  }

  return {
    send: (reply: Reply, onapplied?: () => void) =>
      ask(mutators.message.send({ ...reply, at: clock.exact() }), onapplied),
    sendMedia: (head: ReplyHead, file: ReadyFile, caption: string | null) =>
      ask(mutators.message.sendMedia({ ...head, ...mediaArgs(file), caption, at: clock.exact() })),
    sendTemplate: (head: ReplyHead, filled: FilledIn) =>
      ask(
        mutators.message.sendTemplate({
          ...head,
          templateId: filled.templateId,
          values: filled.values,
          header: filled.header && mediaArgs(filled.header),
          at: clock.exact(),
        }),
      ),
    sendChoices: (head: ReplyHead, choices: ChoiceMessage) =>
      ask(mutators.message.sendChoices({ ...head, choices, at: clock.exact() })),
    sendPlace: (head: ReplyHead, place: { latitude: number; longitude: number; name: string | null }) =>
      ask(mutators.message.sendLocation({ ...head, ...place, at: clock.exact() })),
    schedule: (reply: Pick<Reply, 'id' | 'conversationId' | 'text' | 'quotedMessageId'>, sendAt: number) =>
      ask(mutators.message.schedule({ ...reply, sendAt, at: clock.exact() })),
    cancel: (id: string) => run(mutators.message.cancel({ id, at: clock.exact() })),
    react: (id: string, emoji: string | null) =>
      void run(mutators.message.react({ id, emoji, at: clock.exact() })),
    note: (m: { id: string; conversationId: string; text: string }) =>
      run(mutators.message.note({ ...m, at: clock.exact() })),
    assign,
    take,
    reopen,
    close(before: Before, reason: string | null): void {
      const { id } = before;
      void putAside([id], (onapplied) => {
        void run(mutators.conversation.close({ id, reason, ...stamp() }), onapplied);
        const word = reasonWord(reason);
        toasts.show(
          word === null ? i18n.t.notice.closed : `${i18n.t.notice.closed}: ${word}`,
          undo(() => void run(putBack(before))),
        );
      });
    },
    snooze(before: Before, until: number, label: string): void {
      const { id } = before;
      void putAside([id], (onapplied) => {
        void run(mutators.conversation.snooze({ id, until, ...stamp() }), onapplied);
        toasts.show(
          i18n.t.notice.snoozed(label),
          undo(() => void run(putBack(before))),
        );
      });
    },
    markRead: (id: string) => void run(mutators.conversation.markRead({ id, at: clock.exact() })),
    markUnread(id: string): void {
      void run(mutators.conversation.markUnread({ id, at: clock.exact() }));
      toasts.show(i18n.t.notice.markedUnread);
    },
    retry: (messageId: string) => void run(mutators.message.resend({ id: messageId, at: clock.exact() })),
    markSent: (messageId: string) =>
      void run(mutators.message.markSent({ id: messageId, at: clock.exact() })),
    discard: (messageId: string) => void run(mutators.message.discard({ id: messageId, at: clock.exact() })),
  };
}
