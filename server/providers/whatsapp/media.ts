import { createHash } from 'node:crypto';
import { callGraph, explainFailure, readBytes, USER_AGENT, type GraphAccess } from './call-graph.ts';
import { looseId, looseNumber, looseRecord, looseText } from './read-loosely.ts';
import { endOf, type Refused, type Unavailable, type Unknown } from './send-message.ts';

export interface MediaFile {
  bytes: Uint8Array<ArrayBuffer>;
  mimeType: string;
  fileName: string;
}

export type UploadOutcome = { kind: 'uploaded'; providerMediaId: string } | Refused | Unavailable | Unknown;

/** Hands a file to Meta; the id is good for 30 days and for this number only. A repeat costs nothing but a second id. */
export async function uploadMedia(
  { phoneNumberId, ...access }: GraphAccess & { phoneNumberId: string },
  { bytes, mimeType, fileName }: MediaFile,
): Promise<UploadOutcome> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', mimeType);
  form.set('file', new Blob([bytes], { type: mimeType }), fileName);
  const path = `${encodeURIComponent(phoneNumberId)}/media`;
  const ended = endOf(await callGraph(access, { method: 'POST', path, form }));
  if (ended.kind !== 'ok') return ended;
  const providerMediaId = looseId(looseRecord(ended.json)['id']);
  if (providerMediaId === null) return { kind: 'unknown', reason: 'uploaded without an id' };
  return { kind: 'uploaded', providerMediaId };
}

export type MediaUrlOutcome =
  | { kind: 'found'; url: string; mimeType: string | null; sha256: string | null; sizeBytes: number | null }
  | Refused
  | Unavailable
  | Unknown;

/** Where can the file be fetched for the next five minutes? `sha256` may be hex here and base64 in webhooks. */
export async function getMediaUrl(
  access: GraphAccess,
  { providerMediaId, phoneNumberId }: { providerMediaId: string; phoneNumberId?: string },
): Promise<MediaUrlOutcome> {
  const query = phoneNumberId === undefined ? '' : `?phone_number_id=${encodeURIComponent(phoneNumberId)}`;
  const path = `${encodeURIComponent(providerMediaId)}${query}`;
  const ended = endOf(await callGraph(access, { method: 'GET', path }));
  if (ended.kind !== 'ok') return ended;
  const root = looseRecord(ended.json);
  const url = looseText(root['url'], 4_096);
  if (url === null) return { kind: 'unknown', reason: 'no address in the answer' };
  return {
    kind: 'found',
    url,
    mimeType: looseText(root['mime_type'], 255),
    sha256: looseText(root['sha256'], 128),
    sizeBytes: looseNumber(root['file_size']),
  };
}

/** `gone`: Meta no longer has it, ask the customer again. Every other failure is worth a later try. */
export type DownloadOutcome =
  | { kind: 'downloaded'; bytes: Uint8Array<ArrayBuffer>; mimeType: string | null }
  | { kind: 'tooLarge' }
  | { kind: 'gone' }
  | Refused
  | Unavailable
  | Unknown;

export interface MediaWanted {
  providerMediaId: string;
  phoneNumberId?: string;
  /** The address from the webhook, if it is likely still good: saves one call. */
  url?: string;
  maxBytes: number;
}

/** Fetches the file of a message. An address that has expired (404) is asked for once more. Never throws. */
export async function downloadMedia(access: GraphAccess, wanted: MediaWanted): Promise<DownloadOutcome> {
  const { maxBytes } = wanted;
  if (wanted.url !== undefined && isProviderAddress(wanted.url, access.apiUrl)) {
    const early = await fetchFile(access, { url: wanted.url, maxBytes });
    if (early.kind === 'downloaded' || early.kind === 'tooLarge') return early;
  }
  const first = await locateAndFetch(access, wanted);
  return first.kind === 'gone' ? await locateAndFetch(access, wanted) : first;
}

async function locateAndFetch(access: GraphAccess, wanted: MediaWanted): Promise<DownloadOutcome> {
  const found = await getMediaUrl(access, wanted);
  if (found.kind === 'refused' && (found.httpStatus === 404 || found.classification.key === 'mediaExpired')) {
    return { kind: 'gone' };
  }
  if (found.kind !== 'found') return found;
  if (found.sizeBytes !== null && found.sizeBytes > wanted.maxBytes) return { kind: 'tooLarge' };
  if (!isProviderAddress(found.url, access.apiUrl))
    return { kind: 'unavailable', reason: 'address is not WhatsApp’s' };
  const file = await fetchFile(access, { url: found.url, maxBytes: wanted.maxBytes });
  return file.kind === 'downloaded' && !isWhole(file.bytes, found)
    ? { kind: 'unknown', reason: 'the file is not as long as was told' }
    : file;
}

/** A file of another length than was told is half a file, unless its checksum says that it is the one. */
function isWhole(
  bytes: Uint8Array,
  { sizeBytes, sha256 }: { sizeBytes: number | null; sha256: string | null },
): boolean {
  if (sizeBytes === null || sizeBytes === bytes.length) return true;
  const digest = createHash('sha256').update(bytes).digest();
  return sha256 === digest.toString('base64') || sha256?.toLowerCase() === digest.toString('hex');
}

async function fetchFile(
  access: GraphAccess,
  { url, maxBytes }: { url: string; maxBytes: number },
): Promise<DownloadOutcome> {
  const send = access.fetch ?? fetch;
  try {
    const response = await send(url, {
      signal: AbortSignal.timeout(access.timeoutMs),
      // Meta's file hosts refuse callers that do not say who they are.
      headers: { authorization: `Bearer ${access.accessToken}`, 'user-agent': USER_AGENT },
    });
    if (response.status === 404 || response.status === 410) {
      await response.body?.cancel();
      return { kind: 'gone' };
    }
    if (response.status !== 200) {
      await response.body?.cancel();
      const answer = { httpStatus: response.status, json: undefined, error: null, retryAfterMs: null };
      const ended = endOf({ kind: 'answered', ...answer });
      return ended.kind === 'ok' ? { kind: 'unknown', reason: `HTTP ${response.status}` } : ended;
    }
    const bytes = await readBytes(response, maxBytes);
    if (bytes === null) return { kind: 'tooLarge' };
    return { kind: 'downloaded', bytes, mimeType: response.headers.get('content-type') };
  } catch (error) {
    return explainFailure(error);
  }
}

const PROVIDER_HOSTS = /(^|\.)(fbsbx\.com|fbcdn\.net|facebook\.com|whatsapp\.net)$/;

/** Our token goes to Meta's hosts over TLS, or to the origin we call anyway: never to an address out of a message. */
export function isProviderAddress(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(apiUrl)) return false;
  const target = new URL(url);
  if (target.origin === new URL(apiUrl).origin) return true;
  return target.protocol === 'https:' && target.port === '' && PROVIDER_HOSTS.test(target.hostname);
}
