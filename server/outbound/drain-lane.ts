import type { Pool } from 'pg';
import type { BlobStore } from '../media/blob-store.ts';
import type { SecretBox } from '../secret-box.ts';
import { buildSendBody, sendWhatsAppMessage } from '../providers/whatsapp/send-message.ts';
import type { SendOutcome } from '../providers/whatsapp/send-message.ts';
import { enqueue } from '../queue.ts';
import { LEASE_MS } from './claim-next.ts';
import type { ClaimedItem } from './claimed-item.ts';
import { hasUnread } from './has-unread.ts';
import { readCall } from './load-call.ts';
import { deskOf } from './send-desk.ts';
import { uploadFile } from './upload-file.ts';

export type DrainDeps = {
  pool: Pool;
  secretBox: SecretBox;
  /** Where the files we send lie; without it a message with a file fails. */
  blobs?: BlobStore;
  /** Graph base with version. */
  apiUrl: string;
  now: () => number;
  /** Set where campaigns are sent: they do not stand before people's replies. */
  isCampaign?: boolean;
  /** Told at each step of the send path; tests end the process here. */
  atStep?: (step: 'claimed' | 'called' | 'settled') => void | Promise<void>;
};

type FailedUpload = { itemId: string; outcome: SendOutcome };

const CALL_TIMEOUT_MS = 15_000;

/** What nobody was called for, in the words of what WhatsApp would have said. */
const NO_CALL = {
  marketingStopped: { class: 'optOut', key: 'marketingStopped' },
  windowShut: { class: 'template', key: 'windowShut' },
  requestWrong: { class: 'bug', key: 'requestWrong' },
} as const;

/** Sends what a lane owes, one after another in order, until it is empty or its head has to wait. */
export async function drainLane(deps: DrainDeps, lane: string): Promise<number> {
  const { pool, now, atStep } = deps;
  const desk = deskOf(pool, deps);
  let failed: FailedUpload | null = null;
  for (let sent = 0; ;) {
    const askedAt = now();
    const claim = await desk.claim({
      lane,
      now: askedAt,
      ...(failed && { withoutUpload: failed.itemId }),
    });
    if (claim.kind === 'empty') return sent;
    if (claim.kind === 'later') {
      // A campaign's lane is fetched again as the pace allows, and what the clock finds needs no bell.
      if (!claim.isCampaign && !claim.isDelayed)
        await enqueue(pool, 'drain-outbox', { lane }, { runAt: claim.at, key: `lane:${lane}` });
      return sent;
    }
    if (claim.kind === 'upload') {
      const outcome = await uploadFile({ ...deps, blobs: deps.blobs }, claim.messageId);
      failed = outcome && { itemId: claim.itemId, outcome };
      continue;
    }
    const isLost = failed !== null && failed.itemId === claim.item.id;
    let outcome: SendOutcome;
    let tookMs: number | undefined;
    try {
      await atStep?.('claimed');
      const startedAt = performance.now();
      outcome = isLost ? failed!.outcome : await callProvider(deps, claim.item, askedAt + LEASE_MS);
      tookMs = performance.now() - startedAt;
    } finally {
      desk.answered(claim.item, tookMs);
    }
    failed = null;
    await atStep?.('called');
    const decision = await desk.settle({ item: claim.item, outcome, lane, now: now() });
    await atStep?.('settled');
    if (decision.next === 'again' || decision.next === 'pauseChannel') return sent;
    sent++;
  }
}

/** `leasedUntil`: when another worker may conclude that the answer is lost (instant in ms); no call may last beyond it. */
async function callProvider(deps: DrainDeps, item: ClaimedItem, leasedUntil: number): Promise<SendOutcome> {
  const { pool, secretBox, apiUrl, now } = deps;
  const line = await deskOf(pool, deps).load(item);
  const call = readCall(secretBox, item, { line, now: now() });
  if (now() > leasedUntil - CALL_TIMEOUT_MS)
    return { kind: 'unavailable', reason: 'the database kept it waiting; nothing was called' };
  if ('fault' in call) {
    if (call.because === 'windowShut' && (await hasUnread(pool)))
      return { kind: 'unavailable', reason: 'what came in was not read yet; nothing was called' };
    return {
      kind: 'refused',
      httpStatus: 0,
      code: null,
      title: null,
      details: call.fault,
      classification: NO_CALL[call.because ?? 'requestWrong'],
      retryAfterMs: null,
    };
  }
  const { phoneNumberId, accessToken, ...message } = call;
  return sendWhatsAppMessage(
    { apiUrl, accessToken, phoneNumberId, timeoutMs: CALL_TIMEOUT_MS },
    buildSendBody({ ...message, opaque: item.attemptId }),
  );
}
