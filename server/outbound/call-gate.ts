/** Of a second's worth of calls, this share may be under way at once; the number's bucket holds no more than the rest. */
const SHARE = 0.5;
/** What people's replies find free beside a campaign. */
const CAMPAIGN_LEAVES = 0.1;

/** With so many it begins; one more for every answer that comes soon, a twentieth less for every one that hardly comes. */
const AT_FIRST = 32;
const AT_LEAST = 8;
const SOON_MS = 3_750;
const HARDLY_MS = 7_500;

type Line = { underWay: number; window: number };

/**
 * How many calls of a number this process has under way, from the turn to the answer. A turn says when we decide to call,
 * the provider counts when the call arrives, and a busy machine or a slow line pushes calls together. What may be under
 * way and what the bucket gives at once are together a second's worth, so that no delay of ours can make too many of them.
 * Where answers take so long that more calls would only run into their time-out, unconfirmed, fewer are made.
 */
export type CallGate = {
  /** How many more may begin. */
  free: (c: { channelId: string; sendsPerSecond: number; isCampaign: boolean }) => number;
  enter: (channelId: string) => void;
  /** `tookMs`: how long the answer took; left out when no call was made. */
  leave: (channelId: string, tookMs?: number) => void;
};

export function createCallGate(): CallGate {
  const lines = new Map<string, Line>();
  function lineOf(channelId: string): Line {
    const line = lines.get(channelId) ?? { underWay: 0, window: AT_FIRST };
    lines.set(channelId, line);
    return line;
  }
  return {
    free({ channelId, sendsPerSecond, isCampaign }) {
      const { underWay, window } = lineOf(channelId);
      const most = Math.min(window, sendsPerSecond * SHARE) * (isCampaign ? 1 - CAMPAIGN_LEAVES : 1);
      return Math.max(0, Math.floor(Math.max(2, most)) - underWay);
    },
    enter(channelId) {
      lineOf(channelId).underWay++;
    },
    leave(channelId, tookMs) {
      const line = lineOf(channelId);
      line.underWay--;
      if (tookMs === undefined) return;
      if (tookMs < SOON_MS && line.underWay + 1 >= line.window / 2) line.window++;
      else if (tookMs > HARDLY_MS) line.window = Math.max(AT_LEAST, line.window * 0.95);
    },
  };
}
