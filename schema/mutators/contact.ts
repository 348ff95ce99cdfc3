import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { visibleContacts } from '../permissions.ts';
import { zql } from '../schema.ts';
import { addActivity } from './add-activity.ts';
import { defineMutator } from './define-mutator.ts';
import { loadConversation } from './load-conversation.ts';

const editArgs = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(120).optional(),
  language: z.string().max(40).nullable().optional(),
  responsibleMemberId: z.uuid().nullable().optional(),
  note: z.string().max(2000).nullable().optional(),
});

const tag = z.string().trim().min(1).max(40);
const MOST_TAGS = 40;
/** `conversationId`: where it was done; `activityId` names the line it leaves there. */
const changeTagsArgs = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  activityId: z.uuid(),
  add: z.array(tag).max(10),
  remove: z.array(tag).max(10),
  at: z.number(),
});

export const contactMutators = {
  /**
   * Puts tags on a contact or takes them off, whatever else is on it by then: two people who tag at once both have their
   * way. Tags that differ only in case are one. Leaves one line, however many. Refuses `too_many_tags`.
   */
  changeTags: defineMutator(changeTagsArgs, async ({ tx, ctx, args }) => {
    const contact = await tx.run(visibleContacts(ctx).where('id', args.id).one());
    const conversation = await loadConversation(tx, ctx, args.conversationId);
    if (!contact || conversation.contactId !== contact.id) throw new Refusal('not_found');
    const before = contact.tags as string[];
    const has = (tags: readonly string[], wanted: string) =>
      tags.some((t) => t.toLowerCase() === wanted.toLowerCase());
    const kept = before.filter((t) => !has(args.remove, t));
    const tags = [...kept, ...args.add.filter((t) => !has(kept, t))];
    if (tags.length > MOST_TAGS) throw new Refusal('too_many_tags');
    const added = tags.filter((t) => !before.includes(t)).join(', ');
    const removed = before.filter((t) => !tags.includes(t)).join(', ');
    if (added === '' && removed === '') return;
    await tx.mutate.contact.update({ id: args.id, tags });
    const line = { activityId: args.activityId, id: conversation.id, at: args.at };
    await addActivity(tx, ctx, { ...line, kind: 'tagged', data: { added, removed } });
  }),

  /** Corrects the record in place; what is not named stays. A new name shows on the contact's conversations at once. */
  edit: defineMutator(editArgs, async ({ tx, ctx, args }) => {
    const contact = await tx.run(visibleContacts(ctx).where('id', args.id).one());
    if (!contact) throw new Refusal('not_found');
    if (args.responsibleMemberId) {
      const member = await tx.run(
        zql.member.where('workspaceId', ctx.workspaceId).where('id', args.responsibleMemberId).one(),
      );
      if (!member) throw new Refusal('not_found');
    }
    await tx.mutate.contact.update(args);
    if (args.name === undefined) return;
    const conversations = await tx.run(
      zql.conversation.where('workspaceId', ctx.workspaceId).where('contactId', args.id),
    );
    for (const { id } of conversations) await tx.mutate.conversation.update({ id, contactName: args.name });
  }),
};
