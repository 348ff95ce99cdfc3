import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { queueOrder } from '#schema/domain/queue-order.ts';
import type { WaitingOn } from '#schema/tables.gen.ts';
import { createDiskStore } from '#server/media/blob-store.ts';
import { writeDemo } from '#server/seed/write-demo.ts';
import { writeEmpty } from '#server/seed/write-empty.ts';
import { testDatabase } from '../../support/database.ts';
import { testSecretBox } from '../../support/make-workspace.ts';

const db = testDatabase();
const now = Date.UTC(2026, 10, 20, 12);
const blobs = createDiskStore(mkdtempSync(join(tmpdir(), 'kazi-demo-')));

beforeAll(async () => {
  await writeDemo({
    pool: db.pool,
    blobs,
    secretBox: testSecretBox,
    now,
    channel: { phoneNumberId: null, accessToken: null },
    admin: { email: null, password: null },
  });
}, 120_000);

describe('the demo business', () => {
  it('is a believable month: people, inboxes, contacts, messages, files', async () => {
    expect(await db.count('select count(*) from workspace')).toBe(1);
    expect(await db.count('select count(*) from inbox')).toBe(3);
    expect(await db.count('select count(*) from contact')).toBeGreaterThanOrEqual(60);
    expect(await db.count('select count(*) from message')).toBeGreaterThanOrEqual(800);
    expect(await db.count(`select count(*) from media where state = 'stored'`)).toBeGreaterThan(5);
    expect(await db.count(`select count(*) from media where state <> 'stored'`)).toBe(0);
    expect(
      await db.count('select extract(epoch from max(at) - min(at)) / 86400 from message'),
    ).toBeGreaterThan(21);
  });

  it('has the four people of the handbook, who can sign in', async () => {
    const people = await db.rows<{ email: string; role: string }>(
      `select u.email, m.role from member m join auth."user" u on u.id = m.user_id join auth.account a on a."userId" = u.id order by 1`,
    );
    for (const person of [
      { email: 'amina@demo.kazi', role: 'agent' },
      { email: 'brian@demo.kazi', role: 'agent' },
      { email: 'otieno@demo.kazi', role: 'admin' },
      { email: 'wanjiku@demo.kazi', role: 'manager' },
    ]) {
      expect(people).toContainEqual(person);
    }
  });

  it('nothing in it has happened after now', async () => {
    expect(
      await db.count('select count(*) from message where at > to_timestamp($1::float8 / 1000)', [now]),
    ).toBe(0);
  });

  it('every conversation says what its own messages say', async () => {
    const wrong = await db.rows(
      `select c.id from conversation c
       join lateral (select id, text, direction from message m where m.conversation_id = c.id and m.direction <> 'note' order by at desc, id desc limit 1) last on true
       where c.last_message_id <> last.id or c.last_message_direction <> last.direction`,
    );
    expect(wrong).toEqual([]);
    const counted = await db.rows(
      `select c.id from conversation c where c.inbound_count <> (select count(*) from message m where m.conversation_id = c.id and m.direction = 'inbound')
         or c.troubled_count <> (select count(*) from message m where m.conversation_id = c.id and m.status in ('failed', 'unconfirmed'))`,
    );
    expect(counted).toEqual([]);
  });

  it('every conversation stands where its queue would put it', async () => {
    const lines = await db.rows<{
      waitingOn: WaitingOn;
      waitingSince: number | null;
      lastMessageAt: number;
      queueOrder: number;
    }>(
      `select waiting_on as "waitingOn", waiting_since as "waitingSince", last_message_at as "lastMessageAt", queue_order as "queueOrder" from conversation`,
    );
    for (const line of lines) expect(line.queueOrder).toBe(queueOrder(line));
  });

  it('has something in every view, so that no screen opens empty', async () => {
    for (const where of [
      `status = 'open'`,
      `status = 'closed'`,
      `status = 'snoozed'`,
      `status = 'open' and assignee_id is null`,
      `waiting_on = 'us'`,
      `waiting_on = 'them'`,
      'troubled_count > 0',
    ]) {
      expect(`${where}: ${(await db.count(`select count(*) from conversation where ${where}`)) > 0}`).toBe(
        `${where}: true`,
      );
    }
    expect(await db.count('select count(*) from view_count where count > 0')).toBeGreaterThan(5);
  });

  it('owes the provider nothing: history is not sent again', async () => {
    expect(await db.count('select count(*) from outbox_item')).toBe(0);
    expect(await db.count('select count(*) from graphile_worker._private_jobs')).toBe(0);
  });

  it('its files are really there', async () => {
    const files = await db.rows<{ key: string; size: string }>(
      'select storage_key as key, size_bytes::text as size from media',
    );
    for (const { key, size } of files) expect(await blobs.size(key)).toBe(Number(size));
  });

  it('its token is sealed', async () => {
    const [row] = await db.rows<{ sealed: string }>(
      'select access_token_sealed as sealed from channel_secret',
    );
    expect(row?.sealed).not.toContain('sandbox');
    expect(testSecretBox.open(row!.sealed)).toBe('sandbox-access-token');
  });
});

describe('an empty business', () => {
  it('has one inbox, its number and its admin, and nobody’s messages', async () => {
    const before = await db.count('select count(*) from message');
    await writeEmpty({
      pool: db.pool,
      secretBox: testSecretBox,
      channel: { phoneNumberId: '200000000000009', accessToken: 'a-real-token' },
      admin: { email: 'Boss@Example.com', password: 'neno-la-siri' },
    });
    expect(
      await db.rows(
        `select m.role, m.name from member m join workspace w on w.id = m.workspace_id where w.name = 'My business'`,
      ),
    ).toEqual([{ role: 'admin', name: expect.stringMatching(/^boss$/i) as string }]);
    expect(await db.count(`select count(*) from channel where phone_number_id = '200000000000009'`)).toBe(1);
    expect(await db.count('select count(*) from message')).toBe(before);
  });
});
