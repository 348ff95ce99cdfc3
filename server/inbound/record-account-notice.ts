import { tellAdmins } from '../outbound/tell-admins.ts';
import { classifyWhatsAppError } from '../providers/whatsapp/classify-error.ts';
import type { AccountItem, ValueErrorItem } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';

type Line = { id: string; workspaceId: string; name: string };

// A notice names its number by digits, or no number at all when it is about the whole account.
const FIND = `
  select id, workspace_id as "workspaceId", name from channel
  where (waba_id = $1 or (waba_id is null and $2::text is not null))
    and ($2::text is null or regexp_replace(display_phone_number, '\\D', '', 'g') = $2)
  order by created_at`;

// Notices may arrive late: an older one does not overrule what is known since.
const RATE = `
  update channel set quality = coalesce($2, quality), messaging_limit = coalesce($3, messaging_limit),
    quality_at = to_timestamp($4::float8 / 1000)
  where id = $1 and (quality_at is null or quality_at <= to_timestamp($4::float8 / 1000))`;

const QUALITY: Record<string, string> = { FLAGGED: 'RED', UNFLAGGED: 'GREEN' };

/**
 * Applies a notice about our own account: how a number is rated and how many people it may write to are kept, and what
 * is no good news is told to the admins. Returns the workspaces it concerns. `now`: instant in ms.
 */
export async function recordAccountNotice(tx: Queryable, item: AccountItem, now: number): Promise<string[]> {
  const digits = item.details['display_phone_number']?.replace(/\D/g, '') || null;
  const channels = (await tx.query<Line>(FIND, [item.wabaId, digits])).rows;
  const at = item.at ?? now;
  if (item.topic === 'phoneQuality' || item.topic === 'capability') {
    const rating = QUALITY[(item.details['event'] ?? '').toUpperCase()] ?? null;
    for (const { id } of channels) await tx.query(RATE, [id, rating, limitOf(item.details), at]);
  }
  const told = new Map(channels.map((channel) => [channel.workspaceId, channel]));
  if (item.severity !== 'info') {
    for (const { workspaceId, name } of told.values()) {
      await tellAdmins(tx, {
        cause: `notice:${[at, item.topic, item.subject, ...item.verdict].join(':').slice(0, 300)}`,
        workspaceId,
        kind: 'account',
        about: name,
        data: {
          topic: item.topic,
          subject: item.template?.name ?? null,
          verdict: item.verdict.join('|').slice(0, 500),
          severity: item.severity,
        },
        at,
      });
    }
  }
  return [...told.keys()];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * An error that is about a number as a whole and no message of it. The admins hear of one that only a person can mend,
 * once a day however often it is told; one that passes by itself is nobody's news. `now`: instant in ms.
 */
export async function recordValueError(
  tx: Queryable,
  channel: ChannelLine,
  { item, now }: { item: ValueErrorItem; now: number },
): Promise<void> {
  for (const { code, title, details } of item.errors) {
    const kind = classifyWhatsAppError({ httpStatus: null, code, details }).class;
    if (kind !== 'config' && kind !== 'staff') continue;
    const verdict = title ?? details ?? String(code);
    await tellAdmins(tx, {
      cause: `number-error:${channel.id}:${code}:${Math.floor(now / DAY_MS)}`,
      workspaceId: channel.workspaceId,
      kind: 'account',
      about: channel.displayPhoneNumber,
      data: { topic: 'other', subject: null, verdict: verdict.slice(0, 500), severity: 'critical' },
      at: now,
    });
  }
}

/** "TIER_2K", 2000 and -1 say the same kind of thing three ways. */
function limitOf(details: Record<string, string>): string | null {
  const said = details['current_limit'] ?? details['max_daily_conversations_per_business'];
  if (said === undefined) return null;
  const word = said.toUpperCase().replace(/^TIER_/, '');
  if (word === 'UNLIMITED' || word === '-1') return 'unlimited';
  const [, count, thousand] = /^(\d+)(K?)$/.exec(word) ?? [];
  return count === undefined ? null : String(Number(count) * (thousand ? 1_000 : 1));
}
