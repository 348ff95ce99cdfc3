import { describe, expect, test } from 'vitest';
import { prettyBody, wireLines } from '#lib/sandbox/wire-line.ts';
import type { WireExchange } from '#lib/sandbox/sandbox-api.ts';

function exchange(more: Partial<WireExchange>): WireExchange {
  return {
    id: 1,
    at: 0,
    direction: 'webhook',
    method: 'POST',
    path: '/webhooks/whatsapp',
    httpStatus: 200,
    durationMs: 6,
    request: '',
    response: '',
    ...more,
  };
}

const MESSAGE =
  '{"entry":[{"changes":[{"value":{"contacts":[],"messages":[{"id":"x","type":"image","image":{}}]}}]}]}';
const STATUS =
  '{"entry":[{"changes":[{"value":{"statuses":[{"id":"x","status":"delivered","pricing":{"type":"regular"}}]}}]}]}';

describe('a line on the wire', () => {
  test('says what WhatsApp told the business', () => {
    const [status, message] = wireLines([
      exchange({ id: 2, request: STATUS }),
      exchange({ id: 1, request: MESSAGE }),
    ]);
    expect(message).toMatchObject({ label: 'message', detail: 'image', tone: 'good' });
    expect(status).toMatchObject({ label: 'status', detail: 'delivered' });
  });

  test('the second of two equal events is the one that came again', () => {
    const [second, first] = wireLines([
      exchange({ id: 2, request: MESSAGE }),
      exchange({ id: 1, request: MESSAGE }),
    ]);
    expect([first?.isAgain, second?.isAgain]).toEqual([false, true]);
    expect(second?.tone).toBe('quiet');
  });

  test('an event nobody answered is red', () => {
    expect(wireLines([exchange({ request: MESSAGE, httpStatus: null })])[0]?.tone).toBe('bad');
  });

  test('a body cut off in the middle still tells its kind', () => {
    expect(wireLines([exchange({ request: MESSAGE.slice(0, 96) })])[0]).toMatchObject({ detail: 'image' });
    expect(prettyBody(MESSAGE.slice(0, 96))).toBe(MESSAGE.slice(0, 96));
  });

  test('a refused send shows the code a log would be searched for', () => {
    const refused = exchange({
      direction: 'graph',
      path: '/v25.0/100000000000001/messages',
      httpStatus: 400,
      request: '{"messaging_product":"whatsapp","type":"text","text":{"body":"x"}}',
      response: '{"error":{"message":"(#130429)","code":130429}}',
    });
    expect(wireLines([refused])[0]).toMatchObject({
      label: 'POST messages',
      detail: 'text',
      outcome: '130429',
      tone: 'bad',
    });
  });

  test('typing and read marks are not taken for messages', () => {
    const path = '/v25.0/100000000000001/messages';
    const lines = wireLines([
      exchange({ direction: 'graph', path, request: '{"status":"read","message_id":"x"}' }),
      exchange({
        direction: 'graph',
        path,
        request: '{"status":"read","message_id":"x","typing_indicator":{"type":"text"}}',
      }),
      exchange({ direction: 'graph', method: 'GET', path: '/files/1590?hash=…' }),
    ]);
    expect(lines.map((line) => `${line.label} ${line.detail}`.trim())).toEqual([
      'POST messages read',
      'POST messages typing',
      'GET file',
    ]);
  });
});
