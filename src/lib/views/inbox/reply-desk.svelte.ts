import { untrack } from 'svelte';
import { draftOf, draftReturns, keepDraft, letDraftGo, returnToDraft } from '#lib/drafts/drafts.svelte.ts';
import { answerCame, holdReply, keepUntilAnswered, leavingReplies } from '#lib/drafts/held-replies.svelte.ts';
import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { trayOf } from '#lib/inbox/attachment-tray.svelte.ts';
import type { ReadyFile } from '#lib/inbox/ready-file.ts';
import type { ComposerMode } from '#lib/inbox/composer.ts';
import { keepReplyLease } from '#lib/lease/reply-lease.svelte.ts';
import { watchSeenAnswer } from '#lib/lease/seen-answer.svelte.ts';
import { afterPaint, painted } from '#lib/ui/after-paint.ts';
import { clock } from '#lib/ui/clock.svelte.ts';
import { phone } from '#lib/ui/phone.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { newId } from '#lib/zero/new-id.ts';
import type { ChoiceMessage } from '#schema/domain/choice-message.ts';
import { takesCaption } from '#schema/domain/media-limits.ts';
import { CAPTION_LIMIT } from '#schema/domain/message-limits.ts';
import { isFenced } from '#schema/domain/reply-fence.ts';
import { closeReason } from '../close-reason.svelte.ts';
import { conversationActs } from '../conversation-acts.ts';
import { tell } from '../run-mutation.ts';
import type { Refused } from '../run-mutation.ts';
import type { ThreadRows } from './thread-rows.svelte.ts';

type Asked = {
  memberId: string;
  conversationId: () => string;
  rows: ThreadRows;
  ontyping: () => void;
  onstoppedtyping: () => void;
  /** The conversation was closed with the send. */
  onclosed: () => void;
  /** Something of mine goes to the end of the thread. */
  onleaving: () => void;
  /** The words are back in the box. */
  onreturned: () => void;
};

/** One thing on its way out, and how to put it back where it was written. */
type Leaving = { conversationId: string; text: string; files: ReadyFile[]; seenAnswerId?: string | null };

/**
 * What this tab is writing, and the ways it leaves: words, files, templates, a place, now or later; each can be taken back
 * for a few seconds, and whatever is refused stands in the box again. Call while the thread is being set up.
 */
export function openReplyDesk({ memberId, conversationId, rows, ...asked }: Asked) {
  const acts = conversationActs();
  let mode = $state<ComposerMode>('reply');
  let text = $state('');
  let quotedId = $state<string | null>(null);
  let fencedBy = $state<string | null>(null);
  /** What had been seen when the fence stood up: "send anyway" is on record as an answer that knew no more than this. */
  let fencedSeenId: string | null = null;
  const tray = $derived(trayOf(conversationId()));
  const lease = keepReplyLease(conversationId);
  const seenAnswer = watchSeenAnswer({
    conversationId,
    answerId: () => (rows.conversation ? (rows.conversation.lastAnswerId ?? null) : undefined),
    isOwn: () => rows.conversation?.lastAnswerMemberId === memberId,
    isWriting: () => mode === 'reply' && text !== '',
  });

  // A conversation opens with its own draft and nothing quoted.
  $effect.pre(() => {
    const id = conversationId();
    untrack(() => {
      quotedId = null;
      fencedBy = null;
      text = draftOf(memberId, id, mode);
    });
  });

  function clear(): void {
    text = '';
    quotedId = null;
    letDraftGo(memberId, conversationId(), mode);
    afterPaint(asked.onstoppedtyping);
  }

  // Words that came back from elsewhere stand in the open box too: the next key would write over them.
  $effect.pre(() => {
    if (draftReturns.count === 0) return;
    untrack(() => {
      if (mode === 'reply') text = draftOf(memberId, conversationId(), 'reply');
    });
  });

  function putBack({ conversationId: id, text: words, files }: Leaving): void {
    trayOf(id).putBack(files);
    returnToDraft(memberId, id, words);
    if (conversationId() !== id || mode !== 'reply') return;
    text = draftOf(memberId, id, 'reply');
    asked.onreturned();
  }

  async function takeBack(messageId: string, leaving: Leaving): Promise<void> {
    const refusal = await acts.cancel(messageId);
    if (!refusal) putBack(leaving);
  }

  /** Sends, says for how long it can be taken back, and puts it back when it is refused. */
  async function leave(
    messageId: string,
    leaving: Leaving,
    send: () => Promise<Refused | null>,
    onunavailable?: () => void,
  ): Promise<boolean> {
    asked.onleaving();
    // On a phone the bubble's own button is under the thumb, and a notice would cover the box.
    const onselect = () => void takeBack(messageId, leaving);
    const action = { label: i18n.t.common.undo, keys: 'Z', onselect };
    const toast = phone.isPhone ? null : toasts.show(i18n.t.content.leavesSoon, { action });
    const refusal = await send();
    if (!refusal) return true;
    if (toast !== null) toasts.dismiss(toast);
    if (refusal.code === 'unavailable' && onunavailable) {
      onunavailable();
      return false;
    }
    putBack(leaving);
    if (refusal.code !== 'reply_fenced') tell(refusal);
    else {
      fencedBy = String(refusal.details['messageId'] ?? '');
      fencedSeenId = leaving.seenAnswerId ?? null;
    }
    return false;
  }

  const headOf = (isAnyway = false) => ({
    id: newId(),
    conversationId: conversationId(),
    quotedMessageId: quotedId,
    seenAnswerId: isAnyway ? fencedSeenId : seenAnswer.id,
    ...(isAnyway && { anywayActivityId: newId() }),
  });

  /** Has somebody else answered since? Then the reply is going to be asked about, not sent. */
  function isBehind(seenAnswerId: string | null): boolean {
    const { lastAnswerId, lastAnswerMemberId } = rows.conversation ?? {};
    const lastAnswer = lastAnswerId ? { id: lastAnswerId, memberId: lastAnswerMemberId ?? null } : null;
    return isFenced(lastAnswer, { memberId, seenAnswerId });
  }

  async function send(draft: string, { thenClose = false, isAnyway = false } = {}): Promise<void> {
    const id = conversationId();
    const before = rows.conversation;
    const files = tray.take();
    const head = headOf(isAnyway);
    // Words stand under the first file that can carry them; without one they go by themselves, first.
    const captioned =
      draft !== '' && draft.length <= CAPTION_LIMIT ? files.findIndex((f) => takesCaption(f.kind)) : -1;
    const reply = draft !== '' && captioned === -1 ? { ...head, text: draft, at: clock.exact() } : null;
    // Written down before the box is emptied: at no moment are the words nowhere.
    if (reply) keepUntilAnswered(reply);
    // What surely goes stands in the thread with the key that sent it; the store has its turn after that frame.
    const isShown = reply !== null && quotedId === null && (isAnyway || !isBehind(head.seenAnswerId));
    if (isShown) leavingReplies.add(reply);
    clear();
    lease.forget();
    if (isShown) await painted();
    let isSent = true;
    if (reply) {
      const canWait = files.length === 0;
      isSent = await leave(
        head.id,
        { conversationId: id, text: draft, files: [], seenAnswerId: head.seenAnswerId },
        async () => {
          const refusal = await acts.send(reply, () => afterPaint(() => leavingReplies.drop(head.id)));
          if (!canWait || refusal?.code !== 'unavailable') answerCame(head.id);
          return refusal;
        },
        canWait ? () => holdReply(reply) : undefined,
      );
    }
    for (const [index, file] of files.entries()) {
      if (!isSent) {
        trayOf(id).putBack(files.slice(index));
        break;
      }
      const caption = index === captioned ? draft : null;
      const own = draft !== '' && captioned === -1 ? { ...head, quotedMessageId: null } : head;
      const fileHead = index === 0 && captioned !== -1 ? own : { ...own, id: newId() };
      const seenAnswerId = isAnyway ? fileHead.seenAnswerId : seenAnswer.id;
      const leaving = { conversationId: id, text: caption ?? '', files: [file], seenAnswerId };
      isSent = await leave(fileHead.id, leaving, () =>
        acts.sendMedia({ ...fileHead, seenAnswerId }, file, caption),
      );
    }
    if (isSent && thenClose && before) {
      asked.onclosed();
      acts.close(before, closeReason.last);
    }
  }

  async function sendTemplate(
    templateId: string,
    values: Record<string, string>,
    header: ReadyFile | null,
  ): Promise<void> {
    const head = headOf();
    quotedId = null;
    lease.forget();
    const leaving = { ...head, text: '', files: [] };
    await leave(head.id, leaving, () => acts.sendTemplate(head, { templateId, values, header }));
  }

  /** A question answered by a tap; the words in the box went into it. */
  async function sendChoices(choices: ChoiceMessage): Promise<void> {
    const head = headOf();
    clear();
    lease.forget();
    const leaving = { ...head, text: choices.body, files: [] };
    await leave(head.id, leaving, () => acts.sendChoices(head, choices));
  }

  async function sendPlace(place: {
    latitude: number;
    longitude: number;
    name: string | null;
  }): Promise<void> {
    const head = headOf();
    const leaving = {
      conversationId: head.conversationId,
      text: '',
      files: [],
      seenAnswerId: head.seenAnswerId,
    };
    await leave(head.id, leaving, () => acts.sendPlace(head, place));
  }

  async function sendLater(draft: string, sendAt: number): Promise<void> {
    const { id, conversationId: target, quotedMessageId } = headOf();
    clear();
    lease.release();
    const refusal = await acts.schedule({ id, conversationId: target, text: draft, quotedMessageId }, sendAt);
    if (!refusal) return;
    putBack({ conversationId: target, text: draft, files: [] });
    tell(refusal);
  }

  async function addNote(draft: string): Promise<void> {
    const id = conversationId();
    clear();
    asked.onleaving();
    const refusal = await acts.note({ id: newId(), conversationId: id, text: draft });
    if (refusal && conversationId() === id && text === '') text = draft;
  }

  return {
    get mode() {
      return mode;
    },
    get text() {
      return text;
    },
    set text(next: string) {
      text = next;
    },
    get quotedId() {
      return quotedId;
    },
    set quotedId(next: string | null) {
      quotedId = next;
    },
    get fencedBy() {
      return fencedBy;
    },
    get tray() {
      return tray;
    },
    lease,
    send,
    sendTemplate,
    sendChoices,
    sendPlace,
    sendLater,
    addNote,
    clear,
    /** Takes back what still waits; its words stand in the box again. */
    undo: (messageId: string, words: string) =>
      takeBack(messageId, { conversationId: conversationId(), text: words, files: [] }),
    see(): void {
      seenAnswer.see();
      fencedBy = null;
    },
    unfence(): void {
      fencedBy = null;
    },
    setMode(next: ComposerMode): void {
      if (next === mode) return;
      keepDraft(memberId, conversationId(), mode, text);
      mode = next;
      text = draftOf(memberId, conversationId(), next);
      asked.onstoppedtyping();
    },
    typed(next: string): void {
      keepDraft(memberId, conversationId(), mode, next);
      if (mode === 'reply' && next !== '') {
        asked.ontyping();
        if (rows.lease.kind !== 'other') lease.typed();
        return;
      }
      asked.onstoppedtyping();
      lease.release();
    },
  };
}

export type ReplyDesk = ReturnType<typeof openReplyDesk>;
