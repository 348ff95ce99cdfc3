import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { settingsWords } from '#lib/i18n/settings-words.svelte.ts';
import { clock } from '#lib/ui/clock.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { mutators } from '#lib/zero/zero.svelte.ts';
import { ruleConditions } from '#schema/domain/route-conversation.ts';
import type { RuleConditions } from '#schema/domain/route-conversation.ts';
import type { InboxRow, RoutingRuleRow } from '#schema/schema.ts';
import { attempt } from '../run-mutation.ts';

export type Rule = {
  id: string;
  name: string;
  position: number;
  conditions: RuleConditions;
  inboxId: string | null;
  memberId: string | null;
  isEnabled: boolean;
};

/** A rule as the screens hold it; conditions nobody can read hold for nothing, as on the server. */
export function ruleFrom(row: RoutingRuleRow): Rule {
  const conditions = ruleConditions.safeParse(row.conditions);
  return {
    id: row.id,
    name: row.name,
    position: row.position,
    conditions: conditions.success ? conditions.data : { keywords: [] },
    inboxId: row.inboxId ?? null,
    memberId: row.memberId ?? null,
    isEnabled: row.isEnabled && conditions.success,
  };
}

export type Week = { from: number; to: number }[][];
export type Holiday = { date: string; name: string };

const undo = (onselect: () => void) => ({ action: { label: i18n.t.common.undo, keys: 'Z', onselect } });

/** What an admin changes of how work finds people. */
export const routingActs = {
  setInbox: (id: string, change: Partial<Omit<InboxRow, 'id' | 'workspaceId'>>) =>
    attempt(mutators.routing.setInbox({ id, ...change })),
  addInbox: (id: string, name: string, memberIds: string[]) =>
    attempt(mutators.routing.addInbox({ id, name, memberIds })),
  async setMember(
    { id: inboxId, name: inbox }: { id: string; name: string },
    { id: memberId, name }: { id: string; name: string },
    isMember: boolean,
  ): Promise<void> {
    const isDone = await attempt(mutators.routing.setInboxMember({ inboxId, memberId, isMember }));
    if (!isDone || isMember) return;
    const back = () => void attempt(mutators.routing.setInboxMember({ inboxId, memberId, isMember: true }));
    toasts.show(settingsWords.t.routing.inboxes.left(name, inbox), undo(back));
  },
  setChannel: (id: string, change: { name?: string; inboxId?: string }) =>
    attempt(mutators.routing.setChannel({ id, ...change })),
  setPace: (id: string, sendsPerSecond: number) =>
    attempt(mutators.routing.setChannelPace({ id, sendsPerSecond })),
  resumeChannel: (id: string) => attempt(mutators.routing.resumeChannel({ id })),
  async pauseChannel({ id, name }: { id: string; name: string }, back: () => void): Promise<void> {
    if (await attempt(mutators.routing.pauseChannel({ id, at: clock.now })))
      toasts.show(settingsWords.t.channels.stopped(name), undo(back));
  },
  saveRule: (rule: Rule) => attempt(mutators.routing.saveRule(rule)),
  orderRules: (ids: string[]) => attempt(mutators.routing.orderRules({ ids })),
  async removeRule(rule: Rule): Promise<void> {
    if (!(await attempt(mutators.routing.removeRule({ id: rule.id })))) return;
    toasts.show(
      settingsWords.t.routing.rules.removed(rule.name),
      undo(() => void attempt(mutators.routing.saveRule(rule))),
    );
  },
  setHours: (weekly: Week | null, holidays: Holiday[]) =>
    attempt(mutators.routing.setHours({ weekly, holidays })),
};
