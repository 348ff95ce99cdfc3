import { Agent, request } from 'node:https';
import webPush from 'web-push';
import type { PushKeys } from './make-push-keys.ts';
import { lookupPublic } from './public-address.ts';

export type PushCall = {
  keys: PushKeys;
  /** Whom a push service may write to about us: a mailto: or https: address. */
  contact: string;
  subscription: { endpoint: string; p256dh: string; auth: string };
  text: string;
};

/** `gone`: this device will never be reached by it again. `refused`: not this message. `later`: nobody can say yet. */
export type PushOutcome = 'sent' | 'gone' | 'refused' | 'later';

export type SendPush = (call: PushCall) => Promise<PushOutcome>;

const TIME_LIMIT_MS = 10_000;
const KEPT_SECONDS = 24 * 60 * 60;
const agent = new Agent({ lookup: lookupPublic });

/** Hands one sealed message to a push service. Never throws; the answer's body is not read. */
export const sendPush: SendPush = async ({ keys, contact, subscription, text }) => {
  let call: webPush.RequestDetails;
  try {
    const { endpoint, p256dh, auth } = subscription;
    call = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, text, {
      vapidDetails: { subject: contact, ...keys },
      TTL: KEPT_SECONDS,
      urgency: 'high',
    });
  } catch {
    // Keys that seal nothing never will.
    return 'gone';
  }
  return new Promise((resolve) => {
    const asked = request(
      call.endpoint,
      { method: call.method, headers: call.headers, agent, signal: AbortSignal.timeout(TIME_LIMIT_MS) },
      (answer) => {
        answer.destroy();
        resolve(outcomeOf(answer.statusCode ?? 0));
      },
    );
    asked.on('error', () => resolve('later'));
    asked.end(call.body);
  });
};

/** What a push service's status means for us. */
export function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return 'sent';
  if (status === 404 || status === 410) return 'gone';
  return status === 429 || status >= 500 ? 'later' : 'refused';
}
