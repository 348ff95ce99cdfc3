import { neutraliseBidi } from '#lib/format/message-text.ts';
import type { MessageRow } from '#schema/schema.ts';
import type { ReferralModel } from './message.ts';

/** The advertisement or post by which this message came; null when it came by itself. */
export function referralOf(row: MessageRow): ReferralModel | null {
  const told = (row.content as { referral?: Record<string, unknown> } | null | undefined)?.referral;
  if (typeof told !== 'object' || told === null) return null;
  const text = (key: string) => (typeof told[key] === 'string' ? neutraliseBidi(told[key]) : '');
  const url = URL.parse(text('sourceUrl'));
  return {
    kind: told['sourceType'] === 'post' ? 'post' : 'ad',
    headline: text('headline'),
    body: text('body'),
    href: url?.protocol === 'https:' ? url.href : null,
    host: url?.protocol === 'https:' ? url.host : '',
  };
}
