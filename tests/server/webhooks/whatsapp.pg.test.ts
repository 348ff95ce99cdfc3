import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import {
  APP_SECRET,
  fixtureText,
  inboundText,
  signedBody,
  VERIFY_TOKEN,
} from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
let t: TestApp;

beforeAll(async () => {
  await makeWorkspace(db.pool);
  t = makeApp({ pool: db.pool });
});
beforeEach(async () => {
  await emptyTables(db.pool, 'provider_event');
  await db.pool.query('delete from graphile_worker._private_jobs');
});

const rows = () => db.count('select count(*) from provider_event');
const good = inboundText({ text: 'Habari' });

describe('Meta’s door', () => {
  it('a signed body is stored byte for byte before it is acknowledged', async () => {
    const answer = await t.postWebhook(good);
    expect(answer.status).toBe(200);
    const [row] = await db.rows<{ body: Buffer; state: string }>('select body, state from provider_event');
    expect(row?.body.toString()).toBe(good);
    expect(row?.state).toBe('pending');
  });

  it('every signature vector is answered as it should be', async () => {
    const { vectors } = JSON.parse(fixtureText('signature-vectors.json')) as {
      vectors: { name: string; raw_body: string; signature: string; valid: boolean }[];
    };
    for (const { name, raw_body, signature, valid } of vectors) {
      const answer = await t.postWebhook(raw_body, { 'x-hub-signature-256': signature });
      expect(`${name}: ${answer.status}`).toBe(`${name}: ${valid ? 200 : 401}`);
    }
    expect(await rows()).toBe(vectors.filter(({ valid }) => valid).length);
  });

  const signature = signedBody(good).headers['x-hub-signature-256']!;
  it.each<[sentence: string, body: string | Buffer, headers: Record<string, string>, status: number]>([
    ['no signature', good, {}, 401],
    ['a forged one', good, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, 401],
    ['one cut short', good, { 'x-hub-signature-256': signature.slice(0, -1) }, 401],
    ['one made with another secret', good, signedBody(good, 'another secret').headers, 401],
    [
      'one for the same words in another encoding',
      JSON.stringify(JSON.parse(good), null, 1),
      { 'x-hub-signature-256': signature },
      401,
    ],
    ['no bytes at all', '', {}, 401],
    ['no bytes at all, signed', '', signedBody('').headers, 400],
    ['something that is no JSON', 'hello', signedBody('hello').headers, 400],
    ['JSON that is only a word', '"hello"', signedBody('"hello"').headers, 400],
    [
      'bytes that are no text',
      Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
      signedBody(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])).headers,
      400,
    ],
    ['a tower of brackets', tower(), signedBody(tower()).headers, 400],
    ['five megabytes', huge(), signedBody(huge()).headers, 413],
  ])('%s is refused and leaves no row', async (_, body, headers, status) => {
    const answer = await t.postWebhook(body, headers);
    expect(answer.status).toBe(status);
    expect(await rows()).toBe(0);
    expect(await db.count('select count(*) from graphile_worker._private_jobs')).toBe(0);
  });

  it('a body that claims to be small and goes on and on is cut off', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        if (sent > 20_000_000) controller.close();
        else controller.enqueue(new Uint8Array(65_536));
      },
    });
    const answer = await t.app.request(
      new Request('http://localhost/webhooks/whatsapp', {
        method: 'POST',
        body: endless,
        duplex: 'half',
      } as RequestInit),
    );
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(10_000_000);
  });

  it('refusals are counted by reason', async () => {
    await t.postWebhook(good, {});
    expect(await t.metrics.registry.metrics()).toMatch(
      /kazi_webhooks_total\{outcome="bad_signature"\} [1-9]/,
    );
  });

  it('valid ones among forged ones are unharmed', async () => {
    const forged = { 'x-hub-signature-256': `sha256=${'a'.repeat(64)}` };
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        n % 2
          ? t.postWebhook(inboundText({ text: `n ${n}` }), forged)
          : t.postWebhook(inboundText({ text: `n ${n}` })),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(await rows()).toBe(20);
  });

  it('with the database gone it answers 5xx, so that Meta tries again', async () => {
    const gone = new pg.Pool({
      connectionString: 'postgres://nobody@127.0.0.1:9/none',
      connectionTimeoutMillis: 500,
    });
    const down = makeApp({ pool: db.pool, intakePool: gone });
    expect((await down.postWebhook(good)).status).toBe(503);
    await gone.end();
  });

  it('answers the handshake with the challenge, and a wrong word with 403', async () => {
    const ask = (token: string) =>
      t.app.request(
        `/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`,
      );
    const answer = await ask(VERIFY_TOKEN);
    expect([answer.status, await answer.text()]).toEqual([200, '1158201444']);
    expect((await ask('wrong')).status).toBe(403);
    expect((await t.app.request('/webhooks/whatsapp')).status).toBeGreaterThanOrEqual(400);
  });

  it('control: a check that skips the signature would have let the forged one in', async () => {
    const careless = makeApp({
      pool: db.pool,
      whatsapp: { appSecret: 'another secret', verifyToken: VERIFY_TOKEN, apiUrl: 'http://127.0.0.1:9' },
    });
    const answer = await careless.postWebhook(good, signedBody(good, 'another secret').headers);
    expect(answer.status).toBe(200);
    expect(await rows()).toBe(1);
    expect(APP_SECRET).not.toBe('another secret');
  });
});

describe('what is stored and means nothing', () => {
  const lastId = async () =>
    (await db.rows<{ id: string }>('select max(id)::text as id from provider_event'))[0]!.id;

  it('a number we do not own is kept, acknowledged and shown as an unknown channel', async () => {
    expect((await t.postWebhook(inboundText({ phoneNumberId: '999000111222333' }))).status).toBe(200);
    expect((await processProviderEvent(db.pool, await lastId())).state).toBe('processed');
    const [row] = await db.rows<{ unknown: boolean; state: string }>(
      'select unknown_channel as unknown, state from provider_event',
    );
    expect(row).toEqual({ unknown: true, state: 'processed' });
    expect(await db.count('select count(*) from message')).toBe(0);
  });

  it('JSON that makes no sense is kept, acknowledged, marked failed with its reason, and can be tried again', async () => {
    expect((await t.postWebhook('{"object":"whatsapp_business_account","entry":"none"}')).status).toBe(200);
    const id = await lastId();
    const first = await processProviderEvent(db.pool, id);
    expect(first.state).toBe('failed');
    expect(first.error).toBeTruthy();
    const [row] = await db.rows<{ state: string; error: string; attempts: number }>(
      'select state, error, attempts from provider_event',
    );
    expect(row).toMatchObject({ state: 'failed', attempts: 1 });
    expect(row?.error).toBeTruthy();
    await db.pool.query('update provider_event set body = $2 where id = $1', [id, Buffer.from(good)]);
    expect((await processProviderEvent(db.pool, id)).state).toBe('processed');
  });

  it('a failed row that fails again says so again and still stops nobody', async () => {
    await t.postWebhook('{"object":"whatsapp_business_account","entry":[{"changes":"none"}]}');
    const id = await lastId();
    await processProviderEvent(db.pool, id);
    await processProviderEvent(db.pool, id);
    expect(await db.count('select attempts from provider_event')).toBe(2);
  });
});

function tower(): string {
  return `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
}

function huge(): string {
  return JSON.stringify({ object: 'a'.repeat(5 * 1024 * 1024) });
}
