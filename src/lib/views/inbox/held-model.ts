import type { HeldReply } from '#lib/drafts/held-replies.svelte.ts';
import { hueOf, initialsOf } from '#lib/format/avatar.ts';
import type { MessageModel } from '#lib/inbox/message.ts';
import { UNDO_MS } from '#schema/domain/undo-window.ts';

/** A reply that waits on this device, drawn where it will stand; one that is leaving can be taken back like any other. */
export function heldModel(
  reply: HeldReply,
  me: { memberId: string; name: string },
  isLeaving = false,
): MessageModel {
  return {
    id: reply.id,
    direction: 'outbound',
    type: 'text',
    text: reply.text,
    at: reply.at,
    status: 'queued',
    author: {
      kind: 'member',
      id: me.memberId,
      name: me.name,
      initials: initialsOf(me.name),
      hue: hueOf(me.memberId),
      isMe: true,
    },
    held: null,
    failure: null,
    undoUntil: isLeaving ? reply.at + UNDO_MS : null,
    quoted: null,
    media: null,
    content: { kind: 'none' },
    reactions: [],
    isForwarded: false,
    referral: null,
    editedAt: null,
    deletedAt: null,
  };
}
