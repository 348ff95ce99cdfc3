import { looseNumber, looseRecord, looseText } from './read-loosely.ts';

export type Fetch = typeof fetch;

/** Where and as whom we call. `apiUrl` is the Graph base with version, without a trailing slash. */
export interface GraphAccess {
  apiUrl: string;
  accessToken: string;
  timeoutMs: number;
  fetch?: Fetch;
}

export interface GraphError {
  code: number;
  subcode: number | null;
  title: string | null;
  details: string | null;
}

/**
 * What became of one HTTP call.
 * `unavailable`: it certainly never reached Meta. `unknown`: it may have been carried out.
 */
export type GraphAnswer =
  | {
      kind: 'answered';
      httpStatus: number;
      json: unknown;
      error: GraphError | null;
      retryAfterMs: number | null;
    }
  | { kind: 'unavailable'; reason: string }
  | { kind: 'unknown'; reason: string };

export interface GraphRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the base, with its query. */
  path: string;
  json?: unknown;
  form?: FormData;
}

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
export const USER_AGENT = 'kazi-crm/1';

/** One call to the Graph API. Never throws; never retries; never follows a redirect with our token. */
export async function callGraph(access: GraphAccess, request: GraphRequest): Promise<GraphAnswer> {
  const send = access.fetch ?? fetch;
  // No header can carry it. To the provider it would be no token at all, and a person has to mend it.
  if (!/^[\x21-\x7e]+$/.test(access.accessToken))
    return { kind: 'answered', httpStatus: 401, json: undefined, error: null, retryAfterMs: null };
  let response: Response;
  try {
    response = await send(`${access.apiUrl.replace(/\/+$/, '')}/${request.path.replace(/^\/+/, '')}`, {
      method: request.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(access.timeoutMs),
      headers: {
        authorization: `Bearer ${access.accessToken}`,
        'user-agent': USER_AGENT,
        accept: 'application/json',
        ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: request.json === undefined ? (request.form ?? null) : JSON.stringify(request.json),
    });
  } catch (error) {
    return explainFailure(error);
  }
  try {
    const bytes = await readBytes(response, MAX_ANSWER_BYTES);
    if (bytes === null) return { kind: 'unknown', reason: 'answer too large' };
    const json = parseJson(new TextDecoder().decode(bytes));
    const retryAfterMs = readRetryAfter(response.headers);
    return { kind: 'answered', httpStatus: response.status, json, error: readGraphError(json), retryAfterMs };
  } catch (error) {
    return { kind: 'unknown', reason: `answer broke off: ${reasonOf(error)}` };
  }
}

/** The error of a Graph envelope; null for any other body, such as a gateway's page. */
export function readGraphError(json: unknown): GraphError | null {
  const error = looseRecord(looseRecord(json)['error']);
  const code = looseNumber(error['code']);
  if (code === null) return null;
  return {
    code,
    subcode: looseNumber(error['error_subcode']),
    title: looseText(error['message'], 1_024),
    details:
      looseText(looseRecord(error['error_data'])['details'], 4_096) ??
      looseText(error['error_user_msg'], 4_096),
  };
}

/** The whole body, or null as soon as it is larger than allowed. */
export async function readBytes(
  response: Response,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    return null;
  }
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

/** Failures of which the request certainly never left us: nobody listened, no such name, no route, no TLS. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Which of the two bad endings an exception of `fetch` means. In doubt: unknown. */
export function explainFailure(error: unknown): { kind: 'unavailable' | 'unknown'; reason: string } {
  const cause = looseRecord(looseRecord(error)['cause']);
  const code = looseText(cause['code']) ?? looseText(looseRecord(error)['code']);
  const isConnecting = cause['syscall'] === 'connect' || cause['syscall'] === 'getaddrinfo';
  if (code !== null && (NEVER_SENT.has(code) || isConnecting)) return { kind: 'unavailable', reason: code };
  return { kind: 'unknown', reason: reasonOf(error) };
}

/** A short reason without addresses, ids or tokens. */
function reasonOf(error: unknown): string {
  const record = looseRecord(error);
  const cause = looseRecord(record['cause']);
  if (record['name'] === 'TimeoutError') return 'timeout';
  return looseText(cause['code']) ?? looseText(record['code']) ?? looseText(record['name']) ?? 'failure';
}

/** `Retry-After` in ms, or Meta's usage header, whose estimate is in minutes. */
function readRetryAfter(headers: Headers): number | null {
  const seconds = looseNumber(headers.get('retry-after'));
  if (seconds !== null && seconds >= 0) return Math.min(seconds, 86_400) * 1000;
  const told = headers.get('x-business-use-case-usage');
  if (told === null) return null;
  const usage = looseRecord(parseJson(told));
  let minutes = 0;
  for (const list of Object.values(usage)) {
    if (!Array.isArray(list)) continue;
    for (const entry of list) {
      minutes = Math.max(minutes, looseNumber(looseRecord(entry)['estimated_time_to_regain_access']) ?? 0);
    }
  }
  return minutes > 0 ? Math.min(minutes, 1_440) * 60_000 : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
