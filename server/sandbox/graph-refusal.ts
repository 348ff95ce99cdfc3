/** A refusal in Meta's own envelope. */
export interface GraphRefusal {
  httpStatus: 400 | 401 | 403 | 404 | 429 | 500 | 503;
  code: number;
  title: string;
  details?: string;
  subcode?: number;
  type?: string;
}

const KNOWN: Record<
  number,
  { httpStatus: GraphRefusal['httpStatus']; title: string; details?: string; subcode?: number }
> = {
  0: { httpStatus: 401, title: 'We were unable to authenticate the app user' },
  190: { httpStatus: 401, title: 'Error validating access token: the session has expired' },
  100: { httpStatus: 400, title: '(#100) Invalid parameter' },
  130429: {
    httpStatus: 400,
    title: '(#130429) Rate limit hit',
    details: 'Cloud API message throughput has been reached.',
    subcode: 2494055,
  },
  131008: { httpStatus: 400, title: '(#131008) Required parameter is missing' },
  131009: { httpStatus: 400, title: '(#131009) Parameter value is not valid' },
  131016: {
    httpStatus: 500,
    title: '(#131016) Service unavailable',
    details: 'A service is temporarily unavailable.',
  },
  131021: {
    httpStatus: 400,
    title: '(#131021) Recipient cannot be sender',
    details: 'Sender and recipient phone number is the same.',
  },
  131051: {
    httpStatus: 400,
    title: '(#131051) Unsupported message type',
    details: 'Unsupported message type.',
  },
  131056: {
    httpStatus: 400,
    title: '(#131056) (Business Account, Consumer Account) pair rate limit hit',
    details:
      'Too many messages sent from this phone number to the same phone number in a short period of time.',
  },
  132000: {
    httpStatus: 400,
    title: '(#132000) Number of parameters does not match the expected number of params',
  },
  132001: { httpStatus: 404, title: '(#132001) Template name does not exist in the translation' },
  132012: {
    httpStatus: 400,
    title: '(#132012) Parameter format does not match format in the created template',
  },
  132015: {
    httpStatus: 400,
    title: '(#132015) Template is Paused',
    details: 'Template is paused due to low quality so it cannot be sent in a template message.',
  },
  132016: {
    httpStatus: 400,
    title: '(#132016) Template is Disabled',
    details: 'Template has been paused too many times due to low quality and is now permanently disabled.',
  },
  132018: {
    httpStatus: 400,
    title: '(#132018) There is an issue with the parameters in your template',
    details: 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
  },
};

/** The refusal of a code, with its documented status and words; `details` says what exactly. */
export function refuse(code: number, details?: string): GraphRefusal {
  const known = KNOWN[code] ?? { httpStatus: 400 as const, title: `(#${code})` };
  return { code, ...known, ...(details === undefined ? {} : { details }) };
}

/** Meta's answer for an id it does not know or does not let us see. */
export function refuseObject(id: string): GraphRefusal {
  return {
    httpStatus: 400,
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    title: `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
  };
}

/** The envelope of a refusal. */
export function refusalBody(refusal: GraphRefusal, traceId: string): Record<string, unknown> {
  return {
    error: {
      message: refusal.title,
      type: refusal.type ?? 'OAuthException',
      code: refusal.code,
      ...(refusal.details === undefined
        ? {}
        : { error_data: { messaging_product: 'whatsapp', details: refusal.details } }),
      ...(refusal.subcode === undefined ? {} : { error_subcode: refusal.subcode }),
      fbtrace_id: traceId,
    },
  };
}

/** Title and words of a failure that arrives later, as a status. */
export const ASYNC_FAILURES: Record<number, { title: string; details: string }> = {
  131000: { title: 'Something went wrong', details: 'Message failed to send due to an unknown error.' },
  131026: { title: 'Message undeliverable', details: 'Message Undeliverable.' },
  131047: {
    title: 'Re-engagement message',
    details:
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  },
  131049: {
    title: 'This message was not delivered to maintain healthy ecosystem engagement.',
    details: 'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
  },
};
