import { clock } from '#lib/ui/clock.svelte.ts';
import { newId } from '#lib/zero/new-id.ts';
import { mutators, settled, zero } from '#lib/zero/zero.svelte.ts';
import type { NotificationPreferences, NotificationTopic, Ways } from '#schema/domain/notification-topics.ts';
import type { Filter } from '#schema/domain/saved-filter.ts';
import { refusalIn } from '#schema/errors.ts';
import type { Priority } from '#schema/tables.gen.ts';
import { tell } from './conversation-acts.ts';

type Mutation = Parameters<ReturnType<typeof zero>['mutate']>[0];

/** Runs a mutation and tells its refusal; true when it went through. */
async function run(mutation: unknown): Promise<boolean> {
  const answer = await settled(zero().mutate(mutation as Mutation));
  if (!answer.ok) tell(refusalIn(answer.error) ?? { code: 'unavailable', details: {} });
  return answer.ok;
}

const stamp = () => ({ activityId: newId(), at: clock.exact() });

export const ownershipActs = {
  escalate: (id: string, e: { memberId: string; reason: string; dueAt: number | null }) =>
    run(mutators.conversation.escalate({ id, escalationId: newId(), ...e, ...stamp() })),
  decide: (id: string, decision: string) => run(mutators.conversation.decide({ id, decision, ...stamp() })),
  transfer: (id: string, to: { memberId: string | null; inboxId: string; note: string }) =>
    run(mutators.conversation.transfer({ id, ...to, noteId: newId(), ...stamp() })),
  handBack: (id: string, note: string | null) =>
    run(mutators.conversation.handBack({ id, note, ...stamp() })),
  setPriority: (id: string, priority: Priority) =>
    run(mutators.conversation.setPriority({ id, priority, ...stamp() })),
  /** Keeps a view, a new one or one that is there; its id, or null when it was refused. */
  saveView: ({ id = newId(), ...view }: { id?: string; name: string; isShared: boolean; filter: Filter }) =>
    run(mutators.savedView.save({ id, ...view, at: clock.exact() })).then((ok) => (ok ? id : null)),
  arrangeViews: (ids: string[]) => run(mutators.savedView.arrange({ ids })),
  removeView: (id: string) => run(mutators.savedView.remove({ id })),
  readNotices: (ids: string[]) => run(mutators.notification.markRead({ ids, at: clock.exact() })),
  readAllNotices: () => run(mutators.notification.markAllRead({ at: clock.exact() })),
  setPreferences: (
    chosen: Partial<Omit<NotificationPreferences, 'topics'>> & {
      topics?: Partial<Record<NotificationTopic, Ways>>;
    },
  ) => run(mutators.notification.setPreferences(chosen)),
  setAvailability: (availability: 'online' | 'away') =>
    run(mutators.member.setAvailability({ availability, at: clock.exact() })),
};
