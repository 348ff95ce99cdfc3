import { AwsV4Signer } from 'aws4fetch';
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** An S3-compatible store and one bucket in it. `endpoint` is scheme, host and port, without a trailing slash. */
export interface S3Access {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The bucket in the path (true) or in the host's name. */
  isPathStyle: boolean;
  fetch?: typeof fetch;
  /** Before another try, ms. */
  pauseMs?: number;
}

export interface S3Request {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  key: string;
  bytes?: Uint8Array;
  /** Both included. */
  range?: { start: number; end: number };
}

const TIMEOUT_MS = 60_000;
const TRIES = 3;
const NOTHING = createHash('sha256').digest('hex');

/** The store did not do what it was asked. Says which call and what came back, never the keys. */
export class S3Fault extends Error {
  override readonly name = 'S3Fault';
  readonly httpStatus: number | null;

  constructor({ method, key }: S3Request, what: string, httpStatus: number | null = null) {
    super(`${method} ${key}: ${what}`);
    this.httpStatus = httpStatus;
  }
}

/**
 * One signed call. All four kinds may be repeated without harm, so a lost or busy answer is asked for again. Resolves with
 * any 2xx answer, and with null where there is no such key; throws `S3Fault` for everything else.
 */
export async function callS3(access: S3Access, request: S3Request): Promise<Response | null> {
  for (let tries = 1; ; tries++) {
    const outcome = await tryOnce(access, request);
    if (!(outcome instanceof S3Fault)) return outcome;
    const isPassing = outcome.httpStatus === null || outcome.httpStatus === 429 || outcome.httpStatus >= 500;
    if (!isPassing || tries === TRIES) throw outcome;
    await wait((access.pauseMs ?? 250) * 2 ** (tries - 1));
  }
}

async function tryOnce(access: S3Access, request: S3Request): Promise<Response | null | S3Fault> {
  const send = access.fetch ?? fetch;
  const { method, bytes, range } = request;
  const signed = await new AwsV4Signer({
    method,
    url: addressOf(access, request.key),
    headers: {
      // Signed with what is in it, so that the store refuses a file that broke on the way.
      'x-amz-content-sha256': bytes ? createHash('sha256').update(bytes).digest('hex') : NOTHING,
      ...(range && { range: `bytes=${range.start}-${range.end}` }),
    },
    accessKeyId: access.accessKeyId,
    secretAccessKey: access.secretAccessKey,
    service: 's3',
    region: access.region,
  }).sign();
  let response: Response;
  try {
    response = await send(signed.url, {
      method,
      headers: signed.headers,
      body: bytes ? new Uint8Array(bytes) : null,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    return new S3Fault(request, error instanceof Error ? error.name : 'no answer');
  }
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status === 404) return null;
  return new S3Fault(request, `answered ${response.status}`, response.status);
}

function addressOf({ endpoint, bucket, isPathStyle }: S3Access, key: string): string {
  const path = key.split('/').map(encodeURIComponent).join('/');
  if (isPathStyle) return `${endpoint}/${encodeURIComponent(bucket)}/${path}`;
  const url = new URL(endpoint);
  return `${url.protocol}//${bucket}.${url.host}/${path}`;
}
