import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const S3_KEYS = { accessKeyId: 'AKIDUKALETU', secretAccessKey: 'siri-ya-duka-letu', region: 'auto' };

export type FakeS3 = {
  endpoint: string;
  objects: Map<string, Buffer>;
  /** "PUT /duka/a/b", in order. */
  calls: string[];
  /** Answers the next calls so. */
  failNext: (httpStatus: number, times?: number) => void;
  close: () => Promise<void>;
};

/** A small S3 on loopback. It checks each signature as the protocol describes it, and every body against its hash. */
export async function startFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, Buffer>();
  const calls: string[] = [];
  let failing = { httpStatus: 0, times: 0 };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '/';
      calls.push(`${request.method} ${path}`);
      const body = Buffer.concat(parts);
      const answer = (status: number, bytes?: Buffer, headers: Record<string, string> = {}) => {
        response.writeHead(status, { 'content-length': String(bytes?.length ?? 0), ...headers });
        response.end(request.method === 'HEAD' ? undefined : bytes);
      };
      if (failing.times > 0) {
        failing.times--;
        return answer(failing.httpStatus);
      }
      if (!isSigned(request, body)) return answer(403);
      const stored = objects.get(path);
      if (request.method === 'PUT') {
        objects.set(path, body);
        return answer(200);
      }
      if (request.method === 'DELETE') {
        objects.delete(path);
        return answer(204);
      }
      if (!stored) return answer(404);
      const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
      if (!range) return answer(200, stored);
      const [start, end] = [Number(range[1]), Number(range[2])];
      return answer(206, stored.subarray(start, end + 1), {
        'content-range': `bytes ${start}-${end}/${stored.length}`,
      });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    calls,
    failNext: (httpStatus, times = 1) => (failing = { httpStatus, times }),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const sha = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** AWS signature version 4, from its own description: hash of the request, then a key made of day, region and service. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const header =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (!header) return false;
  const [, id, day, region, names, signature] = header as unknown as string[];
  if (id !== S3_KEYS.accessKeyId || region !== S3_KEYS.region) return false;
  if (request.headers['x-amz-content-sha256'] !== sha(body)) return false;
  const signedNames = names!.split(';');
  const needed = ['host', 'x-amz-content-sha256', 'x-amz-date'];
  if (needed.some((name) => !signedNames.includes(name))) return false;
  const canonical = [
    request.method,
    request.url,
    '',
    ...signedNames.map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    names,
    sha(body),
  ].join('\n');
  const date = String(request.headers['x-amz-date']);
  const scope = `${day}/${region}/s3/aws4_request`;
  const key = [day!, region!, 's3', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${S3_KEYS.secretAccessKey}`,
  );
  const expected = hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha(canonical)].join('\n')).toString('hex');
  return signature === expected;
}
