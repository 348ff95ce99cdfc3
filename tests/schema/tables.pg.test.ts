import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generateTables } from '#server/db/generate-tables.ts';
import { testDatabase } from '../support/database.ts';

const db = testDatabase();

it('the tables file says what the migrations say; when it does not, run `npm run migrate -- --generate`', async () => {
  const committed = readFileSync(new URL('../../schema/tables.gen.ts', import.meta.url), 'utf8');
  expect(committed).toBe(await generateTables(db.pool));
});

it('no phone number, provider id, token or password leaves the database for a browser', async () => {
  const published = (
    await db.rows<{ name: string }>(
      `select tablename || '.' || unnest(attnames) as name from pg_publication_tables where pubname = 'zero_kazi'`,
    )
  ).map(({ name }) => name);
  const secret =
    /\.(value|body|payload|.*token.*|.*secret.*|.*sealed.*|.*password.*|provider_.*|phone_number_id|waba_id|user_id|storage_key|sha256|lease_id|whole_.*)$/;
  expect(published.filter((name) => secret.test(name))).toEqual([]);
  expect(published).toContain('identity.masked_value');
  expect(published).toContain('message.text');
});

it('tables that hold secrets or the journal are not published at all', async () => {
  const tables = (
    await db.rows<{ name: string }>(
      `select tablename as name from pg_publication_tables where pubname = 'zero_kazi'`,
    )
  ).map(({ name }) => name);
  for (const kept of [
    'channel_secret',
    'push_key',
    'push_subscription',
    'provider_event',
    'outbox_item',
    'outbox_attempt',
    'parked_status',
    'media',
    'number_change',
    'number_look',
    'same_person',
    'user',
    'session',
    'account',
  ]) {
    expect(tables).not.toContain(kept);
  }
  expect(
    await db.count(
      `select count(*) from pg_publication_tables where pubname = 'zero_kazi' and schemaname <> 'public'`,
    ),
  ).toBe(0);
});

it('control: a secret column added to the publication by mistake is seen', async () => {
  await db.pool.query(
    'alter publication zero_kazi add table channel_secret (channel_id, access_token_sealed)',
  );
  const text = await generateTables(db.pool);
  expect(text).toContain('accessTokenSealed');
  await db.pool.query('alter publication zero_kazi drop table channel_secret');
});
