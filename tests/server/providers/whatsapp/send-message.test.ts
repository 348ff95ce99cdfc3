import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  buildSendBody,
  sendWhatsAppMessage,
  type SendOutcome,
} from '#server/providers/whatsapp/send-message.ts';
import { answerJson, startMisbehavingServer, type MisbehavingServer } from './misbehaving-server.ts';
import { fixtureNames, readFixture } from './read-fixture.ts';

const body = buildSendBody({
  to: { phone: '254700000011' },
  content: { kind: 'text', text: 'Habari' },
  opaque: 'attempt-1',
});
let server: MisbehavingServer;

beforeAll(async () => {
  server = await startMisbehavingServer();
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(() => server.close());

function send(apiUrl = `${server.url}/v25.0`, timeoutMs = 5_000): Promise<SendOutcome> {
  return sendWhatsAppMessage(
    { apiUrl, accessToken: 'token', phoneNumberId: '100000000000001', timeoutMs },
    body,
  );
}

describe('sendWhatsAppMessage', () => {
  it('says sent, with the id, and calls the documented address once', async () => {
    server.behave((_request, response) =>
      answerJson(response, { status: 200, json: readFixture('response-send-text-user-id.http200.json') }),
    );
    expect(await send()).toEqual({
      kind: 'sent',
      providerMessageId: 'wamid.HBgMMjU0NzAwMDAwMDExFQIAERgSMzc3MEQ3MEI0RTRDNTg4MzZCAA==',
      waId: '254700000011',
      userId: 'KE.10839274655012938',
    });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/v25.0/100000000000001/messages' });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer token');
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(body);
  });

  it('passes on that a template is held', async () => {
    server.behave((_request, response) =>
      answerJson(response, { status: 200, json: readFixture('response-send-template-paused.http200.json') }),
    );
    expect(await send()).toMatchObject({ kind: 'sent', messageStatus: 'paused' });
  });

  it.each(fixtureNames('error-'))('takes %s for a definite no, once', async (name) => {
    const status = Number(/http(\d+)/.exec(name)?.[1]);
    server.behave((_request, response) => answerJson(response, { status, json: readFixture(name) }));
    expect(await send()).toMatchObject({
      kind: 'refused',
      httpStatus: status,
      code: Number(/error-(\d+)/.exec(name)?.[1]),
    });
    expect(server.requests).toHaveLength(1);
  });

  it('stops for a person when its own token could not even be sent', async () => {
    const access = { apiUrl: `${server.url}/v25.0`, phoneNumberId: '100000000000001', timeoutMs: 5_000 };
    for (const accessToken of ['', 'cut in\nhalf', 'tokeñ']) {
      expect(await sendWhatsAppMessage({ ...access, accessToken }, body)).toMatchObject({
        kind: 'refused',
        classification: { class: 'config', key: 'tokenInvalid' },
      });
    }
    expect(server.requests).toHaveLength(0);
  });

  it('honours how long to wait', async () => {
    server.behave((_request, response) => {
      response.setHeader('retry-after', '7');
      answerJson(response, { status: 429, json: readFixture('error-130429.http400.json') });
    });
    expect(await send()).toMatchObject({
      kind: 'refused',
      retryAfterMs: 7_000,
      classification: { class: 'throttle' },
    });
  });

  it('does not know after a 5xx without a Graph error: empty, HTML or half JSON', async () => {
    const bodies = ['', '<html>Service Unavailable</html>', '{"error":{"mess'];
    for (const text of bodies) {
      server.behave((_request, response) => response.writeHead(503).end(text));
      expect((await send()).kind).toBe('unknown');
    }
  });

  it('does not know after a 200 without an id', async () => {
    for (const json of [{}, { messages: [] }, { messages: [{ id: '' }] }, null]) {
      server.behave((_request, response) => answerJson(response, { status: 200, json }));
      expect((await send()).kind).toBe('unknown');
    }
    server.behave((_request, response) => response.end('<html>'));
    expect((await send()).kind).toBe('unknown');
  });

  it('does not know after an unknown code on a 5xx, and refuses one on a 4xx', async () => {
    const json = { error: { message: 'new', code: 777_777 } };
    server.behave((_request, response) => answerJson(response, { status: 500, json }));
    expect((await send()).kind).toBe('unknown');
    server.behave((_request, response) => answerJson(response, { status: 400, json }));
    expect(await send()).toMatchObject({ kind: 'refused', classification: { class: 'unknown' } });
  });

  it('does not know when the line is cut after the request was read', async () => {
    server.behave((request) => request.socket.destroy());
    expect((await send()).kind).toBe('unknown');
    expect(server.requests).toHaveLength(1);
  });

  it('does not know when the answer breaks off in the middle', async () => {
    server.behave((request, response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{"messages":[', () => request.socket.destroy());
    });
    expect((await send()).kind).toBe('unknown');
  });

  it('does not know after a timeout', async () => {
    server.behave(() => undefined);
    expect(await send(undefined, 80)).toEqual({ kind: 'unknown', reason: 'timeout' });
  });

  it('knows that nothing was sent when nobody listens, the name does not exist or the address is none', async () => {
    const gone = await startMisbehavingServer();
    await gone.close();
    expect((await send(gone.url)).kind).toBe('unavailable');
    expect((await send('http://no-such-host.invalid')).kind).toBe('unavailable');
    expect((await send('not an address')).kind).toBe('unavailable');
  });

  it('never follows a redirect with our token', async () => {
    server.behave((_request, response) =>
      response.writeHead(307, { location: `${server.url}/elsewhere` }).end(),
    );
    expect(await send()).toMatchObject({ kind: 'refused', classification: { key: 'apiAddressWrong' } });
    expect(server.requests).toHaveLength(1);
  });
});
