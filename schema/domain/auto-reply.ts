import type { ConversationStatus, WaitingOn } from '../tables.gen.ts';
import { sessionWindow } from './session-window.ts';

/** Whose name an automatic reply carries. */
export const AUTO_REPLY_AUTHOR = 'Outside hours';

/** All that decides whether a customer is told that nobody is here. Instants in ms. */
export type AutoReplyFacts = {
  now: number;
  isOn: boolean;
  /** Since when the business is shut; null while it is open. */
  shutSince: number | null;
  status: ConversationStatus;
  waitingOn: WaitingOn;
  lastInboundAt: number | null;
  /** The last thing said to this customer by anybody or anything but an automatic reply. */
  lastAnswerAt: number | null;
  lastAutoReplyAt: number | null;
  /** Is a colleague writing to them at this moment? */
  isHeld: boolean;
  hasOptedOut: boolean;
  isChannelPaused: boolean;
  windowClosesAt: number | null;
  hasText: boolean;
  /** `isReady`: approved, not advertising, and every place of it can be filled. Null: none was chosen. */
  template: { isReady: boolean } | null;
};

export type AutoReplyRefusal =
  | 'off'
  | 'open'
  | 'written_before'
  | 'answered'
  | 'being_answered'
  | 'told_already'
  | 'opted_out'
  | 'channel_paused'
  | 'no_approved_means';

export type AutoReplyDecision = { send: 'text' | 'template' } | { send: null; why: AutoReplyRefusal };

/**
 * Is this customer told that the business is shut, and by which means? Once in each closed period, and only if they wrote
 * in it, nobody has answered, nobody is about to, and they have not asked to be left alone. Free text goes while the
 * window is open; else, or if there is no text, a template that WhatsApp has approved; else nothing goes.
 */
export function autoReply(f: AutoReplyFacts): AutoReplyDecision {
  const refused = refusalOf(f);
  if (refused) return { send: null, why: refused };
  if (f.hasText && sessionWindow({ closesAt: f.windowClosesAt, now: f.now }) !== 'shut')
    return { send: 'text' };
  return f.template?.isReady ? { send: 'template' } : { send: null, why: 'no_approved_means' };
}

function refusalOf(f: AutoReplyFacts): AutoReplyRefusal | null {
  if (!f.isOn) return 'off';
  if (f.shutSince === null) return 'open';
  if (f.lastInboundAt === null || f.lastInboundAt < f.shutSince) return 'written_before';
  if (f.status !== 'open' || f.waitingOn !== 'us') return 'answered';
  if (f.lastAnswerAt !== null && f.lastAnswerAt >= f.shutSince) return 'answered';
  if (f.isHeld) return 'being_answered';
  if (f.lastAutoReplyAt !== null && f.lastAutoReplyAt >= f.shutSince) return 'told_already';
  if (f.hasOptedOut) return 'opted_out';
  return f.isChannelPaused ? 'channel_paused' : null;
}
