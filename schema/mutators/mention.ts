import type { Transaction } from '@rocicorp/zero';
import type { Context } from '../context.ts';
import { mentionedMembers } from '../domain/mentioned-members.ts';
import { zql } from '../schema.ts';
import type { Schema } from '../schema.ts';
import { notify } from './notify.ts';

/** Keeps whom a note mentions, and tells them. The same note a second time changes nothing. */
export async function addMentions(
  tx: Transaction<Schema>,
  ctx: Context,
  note: { id: string; conversationId: string; text: string; at: number },
): Promise<void> {
  if (!note.text.includes('@')) return;
  // By now it may be a colleague's alone: whoever may write the note has been asked before.
  const conversation = await tx.run(
    zql.conversation.where('workspaceId', ctx.workspaceId).where('id', note.conversationId).one(),
  );
  if (!conversation) return;
  const members = await tx.run(
    zql.member.where('workspaceId', ctx.workspaceId).where('deactivatedAt', 'IS', null),
  );
  for (const memberId of mentionedMembers(note.text, members)) {
    await tx.mutate.mention.insert({
      messageId: note.id,
      memberId,
      conversationId: note.conversationId,
      workspaceId: ctx.workspaceId,
      at: note.at,
    });
    const data = { note: note.text.slice(0, 140) };
    await notify(tx, ctx, { cause: note.id, memberId, conversation, kind: 'mentioned', data, at: note.at });
  }
}
