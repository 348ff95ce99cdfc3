import { TEXT_LIMIT } from '#schema/domain/message-limits.ts';
import type { Refusal } from '#schema/errors.ts';
import { Problem } from './problem.ts';
import { tellTime } from './tell-time.ts';

/** A business refusal in words for the machine's owner, with the way out where there is one. */
export function explainRefusal(refusal: Refusal): Problem {
  const { code, details } = refusal;
  if (code === 'window_shut') {
    const closedAt = typeof details?.closesAt === 'number' ? tellTime(details.closesAt) : null;
    return new Problem(code, {
      detail:
        `${closedAt ? `The 24 hours after the customer's last message ended at ${closedAt}.` : 'The customer has not written yet.'} ` +
        'Send an approved template instead, or wait until the customer writes.',
      extra: { windowClosedAt: closedAt },
    });
  }
  if (code === 'text_too_long' && typeof details?.limit === 'number') {
    return new Problem(code, {
      detail: `WhatsApp takes at most ${details.limit} characters here. Send it in parts.`,
    });
  }
  return new Problem(code, { detail: SENTENCES[code] ?? 'This cannot be done now.' });
}

const SENTENCES: Partial<Record<Refusal['code'], string>> = {
  not_found: 'There is no such thing here, or this key may not see it.',
  text_empty: 'The text has no visible characters.',
  text_too_long: `WhatsApp takes at most ${TEXT_LIMIT} characters in one message. Send it in parts.`,
  marketing_stopped:
    'The customer asked WhatsApp for no marketing from this business. Utility templates and answers to their own questions still go. Nothing was queued.',
  channel_paused: 'The channel cannot send until an admin mends it under Settings. Nothing was queued.',
};
