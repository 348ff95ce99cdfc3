import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { downloadMedia, isProviderAddress, uploadMedia } from '#server/providers/whatsapp/media.ts';
import { listTemplates } from '#server/providers/whatsapp/templates.ts';
import { answerJson, startMisbehavingServer, type MisbehavingServer } from './misbehaving-server.ts';
import { readFixture } from './read-fixture.ts';

let server: MisbehavingServer;

beforeAll(async () => {
  server = await startMisbehavingServer();
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(() => server.close());

function access() {
  return { apiUrl: `${server.url}/v25.0`, accessToken: 'token', timeoutMs: 5_000 };
}

describe('media', () => {
  it('uploads a file and gets its id', async () => {
    server.behave((_request, response) =>
      answerJson(response, { status: 200, json: readFixture('response-media-upload.http200.json') }),
    );
    const file = { bytes: new Uint8Array([1, 2, 3]), mimeType: 'image/png', fileName: 'a.png' };
    const outcome = await uploadMedia({ ...access(), phoneNumberId: '1' }, file);
    expect(outcome).toEqual({ kind: 'uploaded', providerMediaId: '1590022001100999' });
    expect(server.requests[0]?.body).toContain('name="messaging_product"');
  });

  it('asks for a new address once when the old one has expired', async () => {
    let asked = 0;
    server.behave((request, response) => {
      if (request.url?.startsWith('/v25.0/77') === true) {
        asked += 1;
        answerJson(response, {
          status: 200,
          json: { url: `${server.url}/file/${asked}`, mime_type: 'image/png' },
        });
      } else if (request.url === '/file/2') {
        response.writeHead(200, { 'content-type': 'image/png' }).end('bytes');
      } else {
        response.writeHead(404).end();
      }
    });
    const outcome = await downloadMedia(access(), {
      providerMediaId: '77',
      phoneNumberId: '1',
      maxBytes: 100,
    });
    expect(outcome.kind === 'downloaded' && Buffer.from(outcome.bytes).toString()).toBe('bytes');
    expect(asked).toBe(2);
    expect(server.requests.at(-1)?.headers).toMatchObject({ authorization: 'Bearer token' });
    expect(server.requests.at(-1)?.headers['user-agent']).toBeTruthy();
  });

  it('stops at the size it was given, told or not', async () => {
    for (const withLength of [true, false]) {
      server.behave((request, response) => {
        if (request.url?.startsWith('/v25.0/') === true) {
          answerJson(response, { status: 200, json: { url: `${server.url}/file` } });
          return;
        }
        if (withLength) response.setHeader('content-length', '2000');
        response.write('x'.repeat(1_000));
        response.end('x'.repeat(1_000));
      });
      expect(await downloadMedia(access(), { providerMediaId: '77', maxBytes: 1_500 })).toEqual({
        kind: 'tooLarge',
      });
    }
  });

  describe('takes for the file only what is whole', () => {
    const WHOLE = 'a picture, whole';
    const sha256 = (encoding: 'hex' | 'base64') => createHash('sha256').update(WHOLE).digest(encoding);
    const serve = (told: object, send: (response: ServerResponse) => void) =>
      server.behave((request, response) => {
        if (request.url?.startsWith('/v25.0/') === true)
          answerJson(response, { status: 200, json: { url: `${server.url}/file`, ...told } });
        else send(response);
      });
    const download = () => downloadMedia(access(), { providerMediaId: '77', maxBytes: 1_000 });

    it('not what broke off on the way', async () => {
      serve({}, (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write(WHOLE, () => response.destroy());
      });
      expect((await download()).kind).toBe('unknown');
    });

    it('not what is shorter or longer than was told', async () => {
      for (const file_size of [WHOLE.length + 1, WHOLE.length - 1]) {
        serve({ file_size }, (response) => response.end(WHOLE));
        expect((await download()).kind).toBe('unknown');
      }
    });

    it('but what its checksum vouches for, however long it was said to be and however that is written', async () => {
      for (const encoding of ['hex', 'base64'] as const) {
        serve({ file_size: 5, sha256: sha256(encoding) }, (response) => response.end(WHOLE));
        expect((await download()).kind).toBe('downloaded');
      }
      serve({ file_size: String(WHOLE.length) }, (response) => response.end(WHOLE));
      expect((await download()).kind).toBe('downloaded');
    });
  });

  it('says gone when Meta no longer knows the file', async () => {
    server.behave((_request, response) =>
      answerJson(response, { status: 400, json: readFixture('error-100-sub33.http400.json') }),
    );
    expect(await downloadMedia(access(), { providerMediaId: '77', maxBytes: 10 })).toEqual({ kind: 'gone' });
  });

  it('never sends our token to an address out of a message', async () => {
    server.behave((_request, response) =>
      answerJson(response, { status: 200, json: { url: 'https://evil.example/file' } }),
    );
    expect((await downloadMedia(access(), { providerMediaId: '77', maxBytes: 10 })).kind).toBe('unavailable');
    const api = 'https://graph.facebook.com/v25.0';
    expect(isProviderAddress('https://lookaside.fbsbx.com/x?mid=1', api)).toBe(true);
    expect(isProviderAddress('http://lookaside.fbsbx.com/x', api)).toBe(false);
    expect(isProviderAddress('https://fbsbx.com.evil.example/x', api)).toBe(false);
    expect(isProviderAddress('http://127.0.0.1:5432/', api)).toBe(false);
  });
});

describe('listTemplates', () => {
  it('walks all pages and reads placeholders and buttons', async () => {
    const page = readFixture('response-template-list.http200.json') as {
      data: unknown[];
      paging: Record<string, unknown>;
    };
    server.behave((request, response) => {
      const isSecond = request.url?.includes('after=QVFIUinventedafter') === true;
      const json = isSecond
        ? { data: [{ name: 'risiti', language: 'en-US', status: 'PAUSED' }], paging: {} }
        : page;
      answerJson(response, { status: 200, json });
    });
    const outcome = await listTemplates(access(), { wabaId: '368201457790112' });
    if (outcome.kind !== 'listed') throw new Error(outcome.kind);
    expect(outcome.templates.map((template) => template.name)).toEqual([
      'malipo_yamepokelewa',
      'oda_tayari',
      'risiti',
    ]);
    expect(outcome.templates[0]?.parts[0]?.placeholders).toEqual(['1', '2', '3']);
    expect(outcome.templates[1]).toMatchObject({
      parameterFormat: 'named',
      parts: [{ placeholders: ['order_no'] }, {}, {}],
    });
    expect(outcome.templates[2]?.language).toBe('en_US');
  });

  it('gives no half list when a later page fails', async () => {
    const page = readFixture('response-template-list.http200.json');
    server.behave((request, response) => {
      if (request.url?.includes('after=') === true)
        answerJson(response, { status: 401, json: readFixture('error-0.http401.json') });
      else answerJson(response, { status: 200, json: page });
    });
    expect(await listTemplates(access(), { wabaId: '1' })).toMatchObject({ kind: 'refused', code: 0 });
  });
});
