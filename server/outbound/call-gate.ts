/** Of a second's worth of calls, this share may be under way at once; the number's bucket holds no more than the rest. */
const SHARE = 0.5;
/** What people's replies find free beside a campaign. */
const CAMPAIGN_LEAVES = 0.1;

/**
 * How many calls of a number this process has under way, from the turn to the answer. A turn says when we decide to call,
 * the provider counts when the call arrives, and a busy machine or a slow line pushes calls together. What may be under
 * way and what the bucket gives at once are together a second's worth, so that no delay of ours can make too many of them.
 */
export type CallGate = {
  /** How many more may begin. */
  free: (c: { channelId: string; sendsPerSecond: number; isCampaign: boolean }) => number;
  enter: (channelId: string) => void;
  leave: (channelId: string) => void;
};

export function createCallGate(): CallGate {
  const underWay = new Map<string, number>();
  const countOf = (channelId: string) => underWay.get(channelId) ?? 0;
  return {
    free({ channelId, sendsPerSecond, isCampaign }) {
      const most = Math.max(2, sendsPerSecond * SHARE * (isCampaign ? 1 - CAMPAIGN_LEAVES : 1));
      return Math.max(0, Math.floor(most) - countOf(channelId));
    },
    enter: (channelId) => void underWay.set(channelId, countOf(channelId) + 1),
    leave(channelId) {
      if (countOf(channelId) > 1) underWay.set(channelId, countOf(channelId) - 1);
      else underWay.delete(channelId);
    },
  };
}
