import type { AccountItem, AccountTopic, EventOrigin } from './event-item.ts';
import { dropMissing } from './read-person.ts';
import { looseId, looseRecord, looseText, type Loose } from './read-loosely.ts';

const TOPICS: Record<string, AccountTopic> = {
  message_template_status_update: 'templateStatus',
  message_template_quality_update: 'templateQuality',
  template_category_update: 'templateCategory',
  message_template_components_update: 'templateComponents',
  phone_number_quality_update: 'phoneQuality',
  phone_number_name_update: 'phoneName',
  business_capability_update: 'capability',
  account_update: 'accountUpdate',
  account_alerts: 'alert',
  account_review_update: 'review',
  security: 'security',
  business_username_update: 'businessUsername',
};

const BAD_NEWS = /DISABLE|REJECT|VIOLATION|RESTRICT|BAN(NED)?$|DELETED|SUSPEND|LOCKED|CRITICAL/;
const MIXED_NEWS =
  /PAUSED|(?<!UN)FLAGGED|PENDING_DELETION|(?<!UN)LIMIT|DOWNGRADE|YELLOW|RED$|WARNING|ARCHIVED|PIN_|DEFERRED/;

/** Is this a notice about our own account, number or templates, and not about a conversation? */
export function isAccountField(field: string): boolean {
  return TOPICS[field] !== undefined;
}

/** A staff notice: what it is about, how bad it is, and one English line. Reads keys first, the field's name second. */
export function parseAccountNotice(
  value: Loose,
  { field, at, origin }: { field: string; at: number | null; origin: EventOrigin },
): AccountItem {
  const topic = topicOf(field, value);
  const details = flatten(value);
  const template = topic.startsWith('template') ? readTemplate(topic, value) : null;
  const words = headlineOf(topic, value);
  const verdict = words.map((word) => word.toUpperCase()).join(' ');
  const severity = BAD_NEWS.test(verdict) ? 'critical' : MIXED_NEWS.test(verdict) ? 'warning' : 'info';
  const subject = template?.name ?? looseText(value['display_phone_number']) ?? null;
  const summary = [SUBJECTS[topic], subject, words.join(', ')]
    .filter((part) => part !== null && part !== '')
    .join(': ');
  return {
    ...origin,
    kind: 'account',
    field,
    topic,
    at,
    severity,
    summary,
    subject,
    verdict: words,
    details,
    ...dropMissing({ template }),
  };
}

const SUBJECTS: Record<AccountTopic, string> = {
  templateStatus: 'Template',
  templateQuality: 'Template quality',
  templateCategory: 'Template category',
  templateComponents: 'Template text changed',
  phoneQuality: 'Number quality',
  phoneName: 'Display name',
  capability: 'Messaging limits',
  accountUpdate: 'WhatsApp account',
  alert: 'Account alert',
  review: 'Account review',
  security: 'Two-step security',
  businessUsername: 'Business username',
  other: 'Account notice',
};

function topicOf(field: string, value: Loose): AccountTopic {
  // Meta's own sample of a quality notice carries the name of the status notice.
  if ('new_quality_score' in value && 'message_template_id' in value) return 'templateQuality';
  return TOPICS[field] ?? 'other';
}

function headlineOf(topic: AccountTopic, value: Loose): string[] {
  if (topic === 'templateQuality') return texts(value['new_quality_score']);
  if (topic === 'templateCategory') return texts(value['correct_category'] ?? value['new_category']);
  if (topic === 'capability') return Object.entries(flatten(value)).map(([key, text]) => `${key} ${text}`);
  const ban = looseRecord(value['ban_info']);
  const alert = looseRecord(value['alert_info']);
  const violation = looseRecord(value['violation_info']);
  const other = looseRecord(value['other_info']);
  const rejection = looseRecord(value['rejection_info']);
  const reason = looseText(value['reason'] ?? value['rejection_reason']);
  return texts(
    value['event'],
    value['decision'],
    value['status'],
    alert['alert_severity'],
    alert['alert_type'],
    ban['waba_ban_state'],
    violation['violation_type'],
    reason === 'NONE' ? null : reason,
    rejection['reason'],
    other['description'],
    alert['alert_description'],
    value['current_limit'] ?? value['max_daily_conversations_per_business'],
    value['username'],
  );
}

function readTemplate(topic: AccountTopic, value: Loose): NonNullable<AccountItem['template']> {
  const rejection = looseRecord(value['rejection_info']);
  const reason = looseText(rejection['reason'], 4_096) ?? looseText(value['reason'], 4_096);
  // While a change is impending `new_category` still names the present one and `correct_category` the future one.
  const upcoming = looseText(value['correct_category'], 64);
  return {
    id: looseId(value['message_template_id']),
    name: looseText(value['message_template_name'], 512),
    language: looseText(value['message_template_language'], 32)?.replace('-', '_') ?? null,
    status: topic === 'templateStatus' ? looseText(value['event'], 64) : null,
    category: looseText(value['message_template_category'] ?? value['new_category'], 64),
    nextCategory: upcoming,
    quality: looseText(value['new_quality_score'], 64),
    reason: reason === 'NONE' ? null : reason,
  };
}

function texts(...values: unknown[]): string[] {
  return values.flatMap((value) => looseText(value) ?? []);
}

const MAX_DETAILS = 100;
const MAX_DEPTH = 6;

function flatten(value: unknown): Record<string, string> {
  const details: Record<string, string> = Object.create(null);
  collect(value, { path: '', depth: 0, details });
  return { ...details };
}

interface Collecting {
  path: string;
  depth: number;
  details: Record<string, string>;
}

function collect(value: unknown, { path, depth, details }: Collecting): void {
  if (Object.keys(details).length >= MAX_DETAILS || depth > MAX_DEPTH) return;
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      collect(inner, { path: path === '' ? key : `${path}.${key}`, depth: depth + 1, details });
    }
    return;
  }
  const text = typeof value === 'boolean' ? String(value) : looseText(value, 4_096);
  if (text !== null) details[path.slice(0, 256)] = text;
}
