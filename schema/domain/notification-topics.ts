import { z } from 'zod';
import { quietHoursSchema } from './quiet-hours.ts';
import type { QuietHours } from './quiet-hours.ts';

/** What a person can choose about, in the order they are shown. */
export const NOTIFICATION_TOPICS = [
  'mention',
  'handed',
  'escalation',
  'soon',
  'late',
  'woken',
  'failed',
  'account',
] as const;
export type NotificationTopic = (typeof NOTIFICATION_TOPICS)[number];

const TOPIC_OF_KIND: Record<string, NotificationTopic> = {
  mentioned: 'mention',
  assigned: 'handed',
  transferred: 'handed',
  escalated: 'escalation',
  decided: 'escalation',
  decision_due: 'escalation',
  due_soon: 'soon',
  breached: 'late',
  woken: 'woken',
  failed: 'failed',
  account: 'account',
  channel_paused: 'account',
};

/** The topic a notification belongs to; a kind nobody has heard of is about the account. */
export function topicOf(kind: string): NotificationTopic {
  return TOPIC_OF_KIND[kind] ?? 'account';
}

const waysSchema = z.object({ sound: z.boolean(), push: z.boolean() });
export const topicsSchema = z.partialRecord(z.enum(NOTIFICATION_TOPICS), waysSchema);

/** Whether a topic may sound and may be pushed; the list inside the app has everything. */
export type Ways = z.infer<typeof waysSchema>;

export type NotificationPreferences = {
  topics: Record<NotificationTopic, Ways>;
  /** When neither a sound nor a push is wanted; null: never. */
  quiet: QuietHours | null;
  /** Keep quiet while I have the app in front of me. */
  isAwayOnly: boolean;
};

/** What somebody who chose nothing gets, and what a row nobody can read counts as: being told. */
export function preferencesFrom(
  row: { topics?: unknown; quiet?: unknown; isAwayOnly?: boolean | null } | null | undefined,
): NotificationPreferences {
  const said = topicsSchema.safeParse(row?.topics ?? {});
  const quiet = quietHoursSchema.safeParse(row?.quiet);
  const topics = Object.fromEntries(
    NOTIFICATION_TOPICS.map((topic) => [
      topic,
      (said.success && said.data[topic]) || { sound: true, push: true },
    ]),
  ) as Record<NotificationTopic, Ways>;
  return { topics, quiet: quiet.success ? quiet.data : null, isAwayOnly: row?.isAwayOnly ?? true };
}
