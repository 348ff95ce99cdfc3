import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MessageShape } from '#server/api/message-shape.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';
import { makeCaller } from './call-api.ts';
import type { ApiCaller, ProblemBody } from './call-api.ts';

const db = testDatabase();
const DAY_MS = 24 * 60 * 60 * 1000;
let workspace: TestWorkspace;
let now = SENT_AT;
let us: ApiCaller;
let another: ApiCaller;
let conversation: TestConversation;
let marked: string[];
let nextNumber = 254_700_000_500;

beforeAll(async () => {
  const made = makeApp({ pool: db.pool, now: () => now });
  marked = made.marked;
  workspace = await makeWorkspace(db.pool);
  us = await makeCaller({ app: made.app, db: db.pool }, workspace);
  another = await makeCaller({ app: made.app, db: db.pool }, workspace, { name: 'Booking system' });
});
beforeEach(async () => {
  now = SENT_AT + 1000;
  conversation = await makeConversation(db.pool, workspace, { from: String(nextNumber++) });
});

const send = (text: string, key: string, caller = us) =>
  caller.post<Omit<MessageShape, 'status'> & ProblemBody>(
    `/conversations/${conversation.id}/messages`,
    { text },
    { 'idempotency-key': key },
  );
const sent = () =>
  db.count(`select count(*) from message where conversation_id = $1 and direction = 'outbound'`, [
    conversation.id,
  ]);

describe('a request repeated under its idempotency key', () => {
  it('gets the same answer byte for byte, says so, and the customer reads it once', async () => {
    const first = await send('Paid, thank you', 'order-1042');
    const marks = marked.length;
    now += 3_600_000;
    const second = await send('Paid, thank you', 'order-1042');
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.text).toBe(first.text);
    expect(first.headers.has('idempotency-replayed')).toBe(false);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await sent()).toBe(1);
    expect(marked.length).toBe(marks);
  });

  it('twenty at the same moment send one message', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send('Once only', 'twenty')));
    expect(answers.map((a) => a.status)).toEqual(Array<number>(20).fill(202));
    expect(new Set(answers.map((a) => a.text)).size).toBe(1);
    expect(answers.filter((a) => !a.headers.has('idempotency-replayed'))).toHaveLength(1);
    expect(await sent()).toBe(1);
    expect(await db.count('select count(*) from outbox_item where lane = $1', [conversation.lane])).toBe(1);
  });

  it('is refused with another body or at another address, and nothing is sent', async () => {
    await send('First', 'reused');
    const otherBody = await send('Second', 'reused');
    expect(otherBody.status).toBe(422);
    expect(otherBody.body.type).toBe('urn:kazi:problem:idempotency_mismatch');
    const otherAddress = await us.post<ProblemBody>(
      '/contacts',
      { name: 'x' },
      { 'idempotency-key': 'reused' },
    );
    expect(otherAddress.body.type).toBe('urn:kazi:problem:idempotency_mismatch');
    expect(await sent()).toBe(1);
  });

  it('does the work when the first try was refused: a refusal is not an effect', async () => {
    now = SENT_AT + DAY_MS + 1;
    expect((await send('Still there?', 'window')).status).toBe(409);
    now = SENT_AT + 1000;
    expect((await send('Still there?', 'window')).status).toBe(202);
    expect((await send('Still there?', 'window')).headers.get('idempotency-replayed')).toBe('true');
    expect(await sent()).toBe(1);
  });

  it('belongs to the key that used it: another system may choose the same word', async () => {
    await send('From orders', 'same-word');
    const other = await send('From bookings', 'same-word', another);
    expect(other.status).toBe(202);
    expect(await sent()).toBe(2);
  });

  it.each(['', ' ', 'two words', 'é', 'x'.repeat(256)])('“%s” is no idempotency key', async (key) => {
    // A header cannot carry every character; what cannot be put there never arrives.
    const given = key === 'é' ? Buffer.from(key).toString('latin1') : key;
    const refused = await send('Hello', given);
    expect(refused.status).toBe(400);
    expect(refused.body.type).toBe('urn:kazi:problem:bad_idempotency_key');
    expect(await sent()).toBe(0);
  });

  it('is kept for a week; older ones go as new ones come', async () => {
    await send('Old', 'old');
    await db.pool.query(`update idempotency_key set created_at = now() - interval '8 days'`);
    await send('New', 'new');
    const left = await db.count(
      `select count(*) from idempotency_key where created_at < now() - interval '7 days'`,
    );
    expect(left).toBeLessThan(10);
    for (let n = 0; n < 4; n++) await send(`More ${n}`, `more-${n}`);
    expect(
      await db.count(`select count(*) from idempotency_key where created_at < now() - interval '7 days'`),
    ).toBe(0);
  });

  it('also makes one contact, not two', async () => {
    const body = { name: 'Only one' };
    const headers = { 'idempotency-key': 'contact-1' };
    const first = await us.post<{ id: string }>('/contacts', body, headers);
    const second = await us.post<{ id: string }>('/contacts', body, headers);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
    expect(await db.count(`select count(*) from contact where name = 'Only one'`)).toBe(1);
  });
});
