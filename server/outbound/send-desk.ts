import type { Pool } from 'pg';
import type { SendDecision } from '#schema/domain/send-decision.ts';
import { gatherAsks } from '../gather-asks.ts';
import type { SendOutcome } from '../providers/whatsapp/send-message.ts';
import { createCallGate } from './call-gate.ts';
import type { CallGate } from './call-gate.ts';
import { claimHeads } from './claim-heads.ts';
import { claimNext } from './claim-next.ts';
import type { Claim } from './claim-next.ts';
import type { ClaimedItem } from './claimed-item.ts';
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
  /** The call that was claimed has been answered after `tookMs`, or will not be made. */
  answered: (item: ClaimedItem, tookMs?: number) => void;
  settle: (ask: SettleAsk) => Promise<SendDecision>;
};

const MOST = 64;
const desks = new WeakMap<Pool, { people: SendDesk; campaign: SendDesk }>();

/** The desk of this pool; campaigns stand at one of their own, so that nobody's reply waits behind them. */
export function deskOf(pool: Pool, { isCampaign = false }: { isCampaign?: boolean } = {}): SendDesk {
  const both = desks.get(pool) ?? openDesks(pool);
  desks.set(pool, both);
  return isCampaign ? both.campaign : both.people;
}

function openDesks(pool: Pool): { people: SendDesk; campaign: SendDesk } {
  const gate = createCallGate();
  return { people: openDesk(pool, gate), campaign: openDesk(pool, gate) };
}

function openDesk(pool: Pool, gate: CallGate): SendDesk {
  const claimTogether = gatherAsks((asks: ClaimAsk[]) => claimLanes(pool, gate, asks), { most: MOST });
  const settleTogether = gatherAsks((sent: Sent[]) => settleEach(pool, sent), { most: MOST });
  return {
    async claim(ask) {
      const claim = ask.withoutUpload === undefined ? await claimTogether(ask) : null;
      if (claim) return claim;
      const alone = await claimNext(pool, ask);
      if (alone.kind === 'claimed') gate.enter(alone.item.channelId);
      return alone;
    },
    answered: ({ channelId }, tookMs) => gate.leave(channelId, tookMs),
    load: gatherAsks((items: ClaimedItem[]) => loadCallLines(pool, items), { most: MOST }),
    async settle(ask) {
      const { item, outcome, now } = ask;
      const { messageId } = item;
      if (outcome.kind !== 'sent' || messageId === null) return settleAttempt(pool, ask);
      const { providerMessageId, messageStatus } = outcome;
      const taken = { item: { ...item, messageId }, providerMessageId, messageStatus, now };
      const isSettled = await settleTogether(taken);
      return isSettled ? { next: 'done' } : settleAttempt(pool, ask);
    },
  };
}

/** Null for one that has to be claimed by itself; everyone, when what they ask together fails. */
async function claimLanes(pool: Pool, gate: CallGate, asks: readonly ClaimAsk[]): Promise<(Claim | null)[]> {
  const lanes = [...new Set(asks.map(({ lane }) => lane))];
  const now = Math.max(...asks.map((ask) => ask.now));
  const claims = await claimHeads(pool, { lanes, now, gate }).catch(() => []);
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
