import { topicOf } from './notification-topics.ts';
import type { NotificationPreferences } from './notification-topics.ts';
import { quietUntil } from './quiet-hours.ts';

/** Where a person is, as far as their open tabs tell. */
export type Whereabouts = {
  /** A tab of theirs is in front of them. */
  isHere: boolean;
  /** They said they are away. */
  isAway: boolean;
};

type Asked = Whereabouts & {
  kind: string;
  isRead: boolean;
  /** The conversation it is about is on their screen right now. */
  isLookingAtIt: boolean;
  preferences: NotificationPreferences;
  timeZone: string;
  now: number;
};

export type PushDecision =
  | { act: 'send' }
  /** Quiet hours: asked again when they end. */
  | { act: 'hold'; until: number }
  | { act: 'drop'; why: 'read' | 'unwanted' | 'looking' | 'here' };

/** Should this be pushed to a person's devices now? Reading, looking and not wanting settle it for good; the night waits. */
export function decidePush(n: Asked): PushDecision {
  if (n.isRead) return { act: 'drop', why: 'read' };
  if (!n.preferences.topics[topicOf(n.kind)].push) return { act: 'drop', why: 'unwanted' };
  if (n.isLookingAtIt) return { act: 'drop', why: 'looking' };
  if (n.preferences.isAwayOnly && n.isHere && !n.isAway) return { act: 'drop', why: 'here' };
  const until = quietUntil(n.now, n.preferences.quiet, n.timeZone);
  return until === null ? { act: 'send' } : { act: 'hold', until };
}

/** May this sound on a device whose sound is on? */
export function mayRing(n: Omit<Asked, 'isLookingAtIt'>): boolean {
  if (n.isRead || !n.preferences.topics[topicOf(n.kind)].sound) return false;
  if (n.preferences.isAwayOnly && n.isHere && !n.isAway) return false;
  return quietUntil(n.now, n.preferences.quiet, n.timeZone) === null;
}
