import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { makeWorkspace } from '../support/make-workspace.ts';

const db = testDatabase();

it('inboxes that were called alike before get a number behind their name, and stay apart from then on', async () => {
  const shop = await makeWorkspace(db.pool);
  await db.pool.query('drop index inbox_name; alter table channel drop column heard_at');
  await db.pool.query(
    `insert into inbox (id, workspace_id, name, position)
     select gen_random_uuid(), $1, name, place from unnest(array['sales', 'Sales 2', ' SALES']) with ordinality as t (name, place)`,
    [shop.id],
  );
  const migration = new URL('../../schema/migrations/0050_inbox_names_and_last_word.sql', import.meta.url);
  await db.pool.query(await readFile(migration, 'utf8'));
  const names = await db.rows<{ name: string }>(
    'select name from inbox where workspace_id = $1 order by position, id',
    [shop.id],
  );
  expect(names.map(({ name }) => name).sort()).toEqual(['SALES 4', 'Sales', 'Sales 2', 'Support', 'sales 3']);
  const twin = db.pool.query(
    `insert into inbox (id, workspace_id, name) values (gen_random_uuid(), $1, 'SUPPORT ')`,
    [shop.id],
  );
  await expect(twin).rejects.toThrow('inbox_name');
});
