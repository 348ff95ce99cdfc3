import type { Pool } from 'pg';
import type { SendDecision } from '#schema/domain/send-decision.ts';
import { gatherAsks } from '../gather-asks.ts';
import type { SendOutcome } from '../providers/whatsapp/send-message.ts';
import { claimHeads } from './claim-heads.ts';
import { claimNext } from './claim-next.ts';
import type { Claim, ClaimedItem } from './claim-next.ts';
import { loadCallLines } from './load-call.ts';
import type { CallLine } from './load-call.ts';
import { settleAttempt } from './settle-attempt.ts';
import { settleSent } from './settle-sent.ts';
import type { Sent } from './settle-sent.ts';

type ClaimAsk = { lane: string; now: number; withoutUpload?: string };
type SettleAsk = { item: ClaimedItem; outcome: SendOutcome; lane: string; now: number };

/** The three steps of a send that touch the database. Lanes that come to the same step together share its statements. */
export type SendDesk = {
  claim: (ask: ClaimAsk) => Promise<Claim>;
  load: (item: ClaimedItem) => Promise<CallLine | undefined>;
  settle: (ask: SettleAsk) => Promise<SendDecision>;
};

const MOST = 64;
const desks = new WeakMap<Pool, { people: SendDesk; campaign: SendDesk }>();

/** The desk of this pool; campaigns stand at one of their own, so that nobody's reply waits behind them. */
export function deskOf(pool: Pool, { isCampaign = false }: { isCampaign?: boolean } = {}): SendDesk {
  const both = desks.get(pool) ?? { people: openDesk(pool), campaign: openDesk(pool) };
  desks.set(pool, both);
  return isCampaign ? both.campaign : both.people;
}

function openDesk(pool: Pool): SendDesk {
  const claimTogether = gatherAsks((asks: ClaimAsk[]) => claimLanes(pool, asks), { most: MOST });
  const settleTogether = gatherAsks((sent: Sent[]) => settleEach(pool, sent), { most: MOST });
  return {
    async claim(ask) {
      const claim = ask.withoutUpload === undefined ? await claimTogether(ask) : null;
      return claim ?? claimNext(pool, ask);
    },
    load: gatherAsks((items: ClaimedItem[]) => loadCallLines(pool, items), { most: MOST }),
    async settle(ask) {
      const { item, outcome, now } = ask;
      const { messageId } = item;
      if (outcome.kind !== 'sent' || messageId === null) return settleAttempt(pool, ask);
      const { providerMessageId } = outcome;
      const isSettled = await settleTogether({ item: { ...item, messageId }, providerMessageId, now });
      return isSettled ? { next: 'done' } : settleAttempt(pool, ask);
    },
  };
}

/** Null for one that has to be claimed by itself; everyone, when what they ask together fails. */
async function claimLanes(pool: Pool, asks: readonly ClaimAsk[]): Promise<(Claim | null)[]> {
  const lanes = [...new Set(asks.map(({ lane }) => lane))];
  const now = Math.max(...asks.map((ask) => ask.now));
  const claims = await claimHeads(pool, { lanes, now }).catch(() => []);
  const byLane = new Map(claims.map((claim, n) => [lanes[n]!, claim]));
  // Of two who ask for one lane the first has its head.
  return asks.map(({ lane }) => {
    const claim = byLane.get(lane) ?? null;
    byLane.delete(lane);
    return claim;
  });
}

/** False for everyone when one of them cannot be written down: each is then tried by itself. */
async function settleEach(pool: Pool, sent: readonly Sent[]): Promise<boolean[]> {
  const isSettled = await settleSent(pool, sent).then(
    () => true,
    () => false,
  );
  return sent.map(() => isSettled);
}
