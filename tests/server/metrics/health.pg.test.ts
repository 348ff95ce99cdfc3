import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HealthReading } from '#schema/domain/health-figures.ts';
import { uuidv7 } from '#server/new-id.ts';
import { noteTooFast } from '#server/outbound/slow-down.ts';
import type { SendOutcome } from '#server/providers/whatsapp/send-message.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeConversation, makeReply } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { storeEvent } from '../../support/store-event.ts';
import { inboundText } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const TOO_FAST: SendOutcome = {
  ...{ kind: 'refused', httpStatus: 400, code: 130429, title: null, details: null, retryAfterMs: null },
  classification: { class: 'throttle', key: 'sendingTooFast', scope: 'number' },
};
let shop: TestWorkspace;
let conversation: TestConversation;
let t: TestApp;
const as = { admin: '', manager: '', agent: '' };

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  conversation = await makeConversation(db.pool, shop);
});
beforeEach(async () => {
  await emptyTables(db.pool, 'provider_event, outbox_attempt, outbox_item, heartbeat');
  await db.pool.query('delete from graphile_worker._private_jobs');
  t = makeApp({ pool: db.pool, dataDir: '.' });
  as.admin = t.signIn(shop, shop.members.admin);
  as.manager = t.signIn(shop, shop.members.manager);
  as.agent = t.signIn(shop, shop.members.agent);
});

const ask = (cookie: string) => t.app.request('/api/health', { headers: { cookie } });
async function read(): Promise<HealthReading> {
  return (await (await ask(as.manager)).json()) as HealthReading;
}

/** A message on its way, with one attempt that began `agoS` seconds ago. */
async function attempt(state: string, agoS: number, errorCode: number | null = null): Promise<void> {
  const messageId = await makeReply(db.pool, shop, { conversation });
  const id = uuidv7();
  await db.pool.query(
    `insert into outbox_attempt (id, outbox_item_id, started_at, error_code)
     select $1, o.id, now() - make_interval(secs => $3), $4 from outbox_item o where o.message_id = $2`,
    [id, messageId, agoS, errorCode],
  );
  await db.pool.query(
    'update outbox_item set state = $2::outbox_state, lease_id = $3 where message_id = $1',
    [messageId, state, id],
  );
}

describe('the health of the system', () => {
  it('is shown to managers and admins, to nobody else', async () => {
    expect((await t.app.request('/api/health')).status).toBe(401);
    expect((await ask(as.agent)).status).toBe(403);
    expect((await ask(as.manager)).status).toBe(200);
    expect((await ask(as.admin)).status).toBe(200);
  });

  it('when nothing waits and nothing came, silence is no alarm; a worker that never beat is unknown', async () => {
    expect(await read()).toMatchObject({
      ...{ workerBeatMs: null, syncDown: 0, oldestEventMs: null, failedEvents: 0, oldestSendingMs: null },
      ...{
        oldestUnconfirmedMs: null,
        failedJobs: 0,
        webhookP50Ms: null,
        badSignatures: 0,
        throttles: 0,
        slowedNumbers: 0,
      },
    });
    expect((await read()).diskFreeBytes).toBeGreaterThan(0);
  });

  it('tells the age of what is stuck at every step, and counts what went wrong', async () => {
    await db.pool.query(
      `insert into heartbeat (id, beat_at) values ('worker', now() - interval '40 seconds')`,
    );
    await storeEvent(db.pool, '{"an":"event"}');
    await db.pool.query(`update provider_event set received_at = now() - interval '90 seconds'`);
    await attempt('sending', 50);
    await attempt('unconfirmed', 400);
    await attempt('done', 60, 130429);
    await attempt('done', 60, 131056);
    await attempt('done', 7_200, 130429);
    await db.pool.query(`select graphile_worker.add_job('sweep-leftovers', '{}'::json, max_attempts := 1)`);
    await db.pool.query(`update graphile_worker._private_jobs set attempts = 1, last_error = 'broken'`);
    const reading = await read();
    expect(reading.workerBeatMs).toBeGreaterThan(39_000);
    expect(reading.oldestEventMs).toBeGreaterThan(89_000);
    expect(reading.oldestSendingMs).toBeGreaterThan(49_000);
    expect(reading.oldestSendingMs).toBeLessThan(200_000);
    expect(reading.oldestUnconfirmedMs).toBeGreaterThan(399_000);
    expect(reading).toMatchObject({ failedJobs: 1, throttles: 2 });
  });

  it('counts the numbers that go slower than they may, until they have their speed again', async () => {
    const now = Date.now();
    await noteTooFast(db.pool, { channelId: shop.channel.id, outcome: TOO_FAST, now });
    expect((await read()).slowedNumbers).toBe(1);
    await db.pool.query(`update send_bucket set filled_at = to_timestamp(0), next_turn_at = to_timestamp(0)`);
    expect((await read()).slowedNumbers).toBe(0);
    await db.pool.query('delete from send_bucket');
  });

  it('measures the webhook’s own answers and counts forged signatures', async () => {
    await t.postWebhook(inboundText({ from: '254700000101', text: 'habari' }));
    await t.postWebhook('{}', { 'x-hub-signature-256': 'sha256=00' });
    const { webhookP50Ms, webhookP99Ms, badSignatures } = await read();
    expect(webhookP50Ms).toBeGreaterThan(0);
    expect(webhookP99Ms).toBeGreaterThanOrEqual(webhookP50Ms!);
    expect(badSignatures).toBe(1);
  });

  it('/metrics has the same figures, and /readyz names those that need somebody', async () => {
    await attempt('unconfirmed', 4_000);
    const metrics = await (await t.app.request('/metrics')).text();
    expect(metrics).toMatch(/kazi_health\{figure="oldestUnconfirmedMs"\} 4\d{6}/);
    expect(metrics).toMatch(/kazi_health\{figure="failedJobs"\} 0/);
    expect(metrics).toMatch(/kazi_health\{figure="workerBeatMs"\} Nan/i);
    const { alarms } = (await (await t.app.request('/readyz')).json()) as { alarms: unknown[] };
    expect(alarms).toContainEqual({ figure: 'oldestUnconfirmedMs', level: 'bad' });
  });
});
