import type { SendBody } from './build-send-body.ts';
import { callGraph, type GraphAccess, type GraphAnswer } from './call-graph.ts';
import { classifyWhatsAppError, type Classification } from './classify-error.ts';
import { looseId, looseList, looseRecord, looseText } from './read-loosely.ts';

export { buildSendBody } from './build-send-body.ts';
export type {
  MediaSource,
  OutboundContent,
  OutboundMessage,
  Recipient,
  TemplateButton,
  TemplateHeader,
} from './build-send-body.ts';

/** Meta said no: nothing was sent. `code` is null when a gateway refused before Meta saw it. */
export interface Refused {
  kind: 'refused';
  httpStatus: number;
  code: number | null;
  title: string | null;
  details: string | null;
  classification: Classification;
  retryAfterMs: number | null;
}

/** The call certainly never reached Meta: trying again cannot send twice. */
export interface Unavailable {
  kind: 'unavailable';
  reason: string;
}

/** Nobody can say whether it was carried out: never repeat by machine. */
export interface Unknown {
  kind: 'unknown';
  reason: string;
}

/** `messageStatus` is `accepted`, `held_for_quality_assessment` or `paused` for templates. */
export type SendOutcome =
  | { kind: 'sent'; providerMessageId: string; waId?: string; userId?: string; messageStatus?: string }
  | Refused
  | Unavailable
  | Unknown;

/**
 * Sends one message. Never throws and never repeats: there is no idempotency key at Meta.
 * Accepted is not delivered: the real answer comes as statuses.
 */
export async function sendWhatsAppMessage(
  { phoneNumberId, ...access }: GraphAccess & { phoneNumberId: string },
  body: SendBody,
): Promise<SendOutcome> {
  const path = `${encodeURIComponent(phoneNumberId)}/messages`;
  const answer = await callGraph(access, { method: 'POST', path, json: body });
  const ended = endOf(answer);
  if (ended.kind !== 'ok') return ended;
  const root = looseRecord(ended.json);
  const message = looseList(root['messages'])[0];
  const contact = looseList(root['contacts'])[0];
  const providerMessageId = looseId(message?.['id']);
  if (providerMessageId === null) return { kind: 'unknown', reason: 'accepted without a message id' };
  const waId = looseId(contact?.['wa_id']);
  const userId = looseId(contact?.['user_id']);
  const messageStatus = looseText(message?.['message_status'], 64);
  return {
    kind: 'sent',
    providerMessageId,
    ...(waId === null ? {} : { waId }),
    ...(userId === null ? {} : { userId }),
    ...(messageStatus === null ? {} : { messageStatus }),
  };
}

/**
 * Reads a call's ending. A Graph error is a definite no, except a code we do not know on a 5xx.
 * A 5xx or 408 without one is a gateway that may have passed the request on: unknown.
 */
export function endOf(answer: GraphAnswer): { kind: 'ok'; json: unknown } | Refused | Unavailable | Unknown {
  if (answer.kind !== 'answered') return answer;
  const { httpStatus, json, error, retryAfterMs } = answer;
  if (httpStatus >= 200 && httpStatus < 300 && error === null) {
    return json === undefined
      ? { kind: 'unknown', reason: `HTTP ${httpStatus} without JSON` }
      : { kind: 'ok', json };
  }
  if (error === null && (httpStatus >= 500 || httpStatus === 408)) {
    return { kind: 'unknown', reason: `HTTP ${httpStatus} without a Graph error` };
  }
  const classification = classifyWhatsAppError({
    httpStatus,
    code: error?.code ?? null,
    subcode: error?.subcode ?? null,
    details: error?.details ?? null,
  });
  if (error !== null && classification.class === 'unknown' && httpStatus >= 500) {
    return { kind: 'unknown', reason: `HTTP ${httpStatus} with unknown code ${error.code}` };
  }
  return {
    kind: 'refused',
    httpStatus,
    code: error?.code ?? null,
    title: error?.title ?? null,
    details: error?.details ?? null,
    classification,
    retryAfterMs,
  };
}
