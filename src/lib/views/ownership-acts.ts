import { clock } from '#lib/ui/clock.svelte.ts';
import { newId } from '#lib/zero/new-id.ts';
import { mutators } from '#lib/zero/zero.svelte.ts';
import type { NotificationPreferences, NotificationTopic, Ways } from '#schema/domain/notification-topics.ts';
import type { Filter } from '#schema/domain/saved-filter.ts';
import type { Priority } from '#schema/tables.gen.ts';
import { attempt } from './run-mutation.ts';

const stamp = () => ({ activityId: newId(), at: clock.exact() });

export const ownershipActs = {
  escalate: (id: string, e: { memberId: string; reason: string; dueAt: number | null }) =>
    attempt(mutators.conversation.escalate({ id, escalationId: newId(), ...e, ...stamp() })),
  decide: (id: string, decision: string) =>
    attempt(mutators.conversation.decide({ id, decision, ...stamp() })),
  transfer: (id: string, to: { memberId: string | null; inboxId: string; note: string }) =>
    attempt(mutators.conversation.transfer({ id, ...to, noteId: newId(), ...stamp() })),
  handBack: (id: string, note: string | null) =>
    attempt(mutators.conversation.handBack({ id, note, ...stamp() })),
  setPriority: (id: string, priority: Priority) =>
    attempt(mutators.conversation.setPriority({ id, priority, ...stamp() })),
  /** Keeps a view, a new one or one that is there; its id, or null when it was refused. */
  saveView: ({ id = newId(), ...view }: { id?: string; name: string; isShared: boolean; filter: Filter }) =>
    attempt(mutators.savedView.save({ id, ...view, at: clock.exact() })).then((ok) => (ok ? id : null)),
  arrangeViews: (ids: string[]) => attempt(mutators.savedView.arrange({ ids })),
  removeView: (id: string) => attempt(mutators.savedView.remove({ id })),
  readNotices: (ids: string[]) => attempt(mutators.notification.markRead({ ids, at: clock.exact() })),
  readAllNotices: () => attempt(mutators.notification.markAllRead({ at: clock.exact() })),
  setPreferences: (
    chosen: Partial<Omit<NotificationPreferences, 'topics'>> & {
      topics?: Partial<Record<NotificationTopic, Ways>>;
    },
  ) => attempt(mutators.notification.setPreferences(chosen)),
  setAvailability: (availability: 'online' | 'away') =>
    attempt(mutators.member.setAvailability({ availability, at: clock.exact() })),
};
