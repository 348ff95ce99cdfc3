import { beforeAll, beforeEach, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { uuidv7 } from '#server/new-id.ts';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { processStatusEvents } from '#server/inbound/process-status-events.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeConversation } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { storeEvent } from '../../support/store-event.ts';
import { inboundText, SENT_AT, statusBody } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const COUNT = 12;
let shop: TestWorkspace;
let conversation: TestConversation;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await emptyTables(
    db.pool,
    'provider_event, contact, identity, conversation, message, parked_status, outbox_item',
  );
  conversation = await makeConversation(db.pool, shop);
});

async function sent(id: string): Promise<void> {
  await db.pool.query(
    `insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, at, provider_message_id)
     values ($1, $2, $3, 'outbound', 'text', 'habari', 'sent', 'system', to_timestamp($4::float8 / 1000), $5)`,
    [uuidv7(), shop.id, conversation.id, SENT_AT, id],
  );
}

async function storeAll(bodies: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const body of bodies) ids.push(await storeEvent(db.pool, body));
  return ids;
}

/** Late, shuffled, with steps left out, of messages known and unknown. */
function tale(seed: number, tag: string): string[] {
  const random = seededRandom(seed);
  const bodies: string[] = [];
  for (let n = 0; n < COUNT; n++)
    for (const [step, status] of (['sent', 'delivered', 'read', 'failed'] as const).entries())
      if (random.chance(0.6))
        bodies.push(statusBody({ id: `wamid.${tag}.${n}`, status, at: SENT_AT + n * 10_000 + step * 1_000 }));
  return random.shuffle(bodies);
}

const told = async (tag: string) => ({
  messages: await db.rows(
    `select substr(provider_message_id, $2) as id, status, failure,
       (select json_agg(json_build_array(t.status, t.applied, t.evidence, t.at) order by t.at) from message_transition t where t.message_id = m.id) as steps
     from message m where starts_with(provider_message_id, $1) order by 1`,
    [`wamid.${tag}.`, `wamid.${tag}.`.length + 1],
  ),
  parked: await db.rows(
    `select substr(provider_message_id, $2) as id, status, failure from parked_status where starts_with(provider_message_id, $1) order by 1, 2`,
    [`wamid.${tag}.`, `wamid.${tag}.`.length + 1],
  ),
});

it('statuses read together say what they say one by one', async () => {
  for (let seed = 1; seed <= 5; seed++) {
    const [together, apart] = [`t${seed}`, `a${seed}`];
    for (let n = 0; n < COUNT - 2; n++) for (const tag of [together, apart]) await sent(`wamid.${tag}.${n}`);
    const ids = await storeAll(tale(seed, together));
    expect((await processStatusEvents(db.pool, ids)).done.size).toBe(ids.length);
    for (const id of await storeAll(tale(seed, apart))) await processProviderEvent(db.pool, id);
    expect(await told(together), `seed ${seed}`).toEqual(await told(apart));
  }
  expect(await db.count(`select count(*) from provider_event where state <> 'processed'`)).toBe(0);
});

it('what else stands among them is understood by itself, and what cannot be read is marked', async () => {
  await sent('wamid.one');
  const { phoneNumberId } = shop.channel;
  const ids = await storeAll([
    statusBody({ id: 'wamid.one', status: 'read' }),
    inboundText({ from: conversation.from, text: 'asante', sentAt: SENT_AT + 5_000, phoneNumberId }),
    '{"object":"whatsapp_business_account","entry":[{"statuses":1}]}',
  ]);
  await handlers['process-provider-events']({ eventIds: ids }, makeJobDeps(db.pool));
  expect(await db.rows(`select state from provider_event where id = any ($1) order by id`, [ids])).toEqual([
    { state: 'processed' },
    { state: 'processed' },
    { state: 'failed' },
  ]);
  expect(await db.count(`select count(*) from message where text = 'asante'`)).toBe(1);
  expect(await db.count(`select count(*) from message where status = 'read'`)).toBe(1);
});

it('one that cannot be written does not take the others along', async () => {
  await sent('wamid.one');
  await sent('wamid.two');
  const attempt = uuidv7();
  const owed = await db.rows<{ id: string }>(
    `select id from message where provider_message_id = 'wamid.two'`,
  );
  await db.pool.query(`update message set provider_message_id = null where id = $1`, [owed[0]!.id]);
  await db.pool.query(
    `with item as (insert into outbox_item (id, workspace_id, channel_id, lane, kind, message_id, payload) values (gen_random_uuid(), $1, $2, 'x', 'message', $3, '{}') returning id)
     insert into outbox_attempt (id, outbox_item_id, started_at) select $4, id, now() from item`,
    [shop.id, shop.channel.id, owed[0]!.id, attempt],
  );
  const ids = await storeAll([
    statusBody({ id: 'wamid.one', status: 'delivered' }),
    // Longer than the index of ids can bear.
    statusBody({ id: `wamid.${randomText(seededRandom(7), 9_000)}`, status: 'delivered', opaque: attempt }),
  ]);
  await handlers['process-provider-events']({ eventIds: ids }, makeJobDeps(db.pool));
  expect(await db.rows(`select state from provider_event where id = any ($1) order by id`, [ids])).toEqual([
    { state: 'processed' },
    { state: 'failed' },
  ]);
  expect(await db.count(`select count(*) from message where status = 'delivered'`)).toBe(1);
});

function randomText(random: ReturnType<typeof seededRandom>, length: number): string {
  return Array.from({ length }, () => Math.floor(random.next() * 36).toString(36)).join('');
}

it('the same status in two bodies is one step, read together or one by one', async () => {
  await sent('wamid.one');
  const twice = () => [
    statusBody({ id: 'wamid.one', status: 'delivered' }),
    // Another body that says the same.
    statusBody({ id: 'wamid.one', status: 'delivered', to: '254700000012' }),
  ];
  const ids = await storeAll([
    ...twice(),
    statusBody({ id: 'wamid.one', status: 'read', at: SENT_AT + 4_000 }),
  ]);
  expect((await processStatusEvents(db.pool, ids)).done.size).toBe(3);
  const steps = () =>
    db.rows('select status, applied from message_transition order by at, status, applied desc');
  const once = [
    { status: 'delivered', applied: true },
    { status: 'read', applied: true },
  ];
  expect(await steps()).toEqual(once);
  for (const id of await storeAll(twice().map((body) => `${body} `))) await processProviderEvent(db.pool, id);
  expect(await steps()).toEqual(once);
  const later = statusBody({ id: 'wamid.one', status: 'delivered', at: SENT_AT + 5_000 });
  for (const id of await storeAll([later])) await processProviderEvent(db.pool, id);
  expect(await db.count(`select count(*) from message_transition where status = 'delivered'`)).toBe(2);
});

it('a reaction’s ticks are nobody’s: they are not kept waiting for a message', async () => {
  const attempt = uuidv7();
  await db.pool.query(
    `with item as (insert into outbox_item (id, workspace_id, channel_id, lane, kind, payload) values (gen_random_uuid(), $1, $2, 'x', 'reaction', '{}') returning id)
     insert into outbox_attempt (id, outbox_item_id, started_at) select $3, id, now() from item`,
    [shop.id, shop.channel.id, attempt],
  );
  const ids = await storeAll([statusBody({ id: 'wamid.reaction', status: 'sent', opaque: attempt })]);
  await handlers['process-provider-events']({ eventIds: ids }, makeJobDeps(db.pool));
  expect(await db.count('select count(*) from parked_status')).toBe(0);
});
