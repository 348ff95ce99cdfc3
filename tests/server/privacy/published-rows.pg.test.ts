import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { createDiskStore } from '#server/media/blob-store.ts';
import { storeMedia } from '#server/media/store-media.ts';
import { uuidv7 } from '#server/new-id.ts';
import { writeDemo } from '#server/seed/write-demo.ts';
import { testDatabase } from '../../support/database.ts';
import { testSecretBox } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { fixtureNames, fixtureText } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const blobs = createDiskStore(mkdtempSync(join(tmpdir(), 'kazi-privacy-')));

/** Words that a person typed as words: whoever may read the conversation may read them. */
const TYPED: Record<string, readonly string[]> = {
  message: ['text', 'content.body', 'content.caption', 'content.note', 'content.label', 'content.title'],
  conversation: ['last_message_text', 'escalation_reason'],
  contact: ['note'],
  escalation: ['reason', 'decision'],
};
/** Our own numbers are no secret. */
const OURS = ['channel.display_phone_number'];
const NOT_WORDS = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}T[\d:.]+(\+00:00|Z)?)$/i;
/** What is left of a number when its country and its spaces are taken away. */
const tailOf = (number: string) => number.replace(/\D/g, '').slice(-9);

beforeAll(async () => {
  await writeDemo({
    ...{ pool: db.pool, blobs, secretBox: testSecretBox, now: Date.UTC(2026, 10, 20, 12) },
    channel: { phoneNumberId: '100000000000001', accessToken: null },
    admin: { email: null, password: null },
  });
  for (const name of fixtureNames('')) {
    const body = fixtureText(name).replace(/("phone_number_id":\s*")\d+"/g, '$1100000000000001"');
    await happen(db.pool, body).catch(() => null);
  }
  const [message] = await db.rows<{ id: string; workspaceId: string }>(
    `select id, workspace_id as "workspaceId" from message where type = 'document' and media is not null limit 1`,
  );
  const file = { id: uuidv7(), workspaceId: message!.workspaceId, messageId: message!.id };
  await db.pool.query(
    `insert into media (id, workspace_id, message_id, mime_type, file_name) values ($1, $2, $3, 'text/vcard', '+254711222333.vcf')`,
    [file.id, file.workspaceId, file.messageId],
  );
  const bytes = Buffer.from('BEGIN:VCARD\nFN:Juma\nTEL:+254711222333\nEMAIL:254711222333@x.co\nEND:VCARD\n');
  await storeMedia(
    { tx: db.pool, blobs },
    { ...file, claimedType: 'text/vcard', bytes, extra: { fileName: '+254711222333.vcf' } },
  );
}, 120_000);

/** Every number of a customer or of somebody on a card that this database knows whole, by its last nine digits. */
async function knownNumbers(): Promise<Set<string>> {
  const rows = await db.rows<{ number: string }>(
    `select value as number from identity where kind in ('phone', 'whatsapp_id')
     union all select p #>> '{}' from message, jsonb_path_query(whole_cards, 'lax $[*].phones[*]') p where jsonb_typeof(p) = 'string'
     union all select p ->> 'phone' from message, jsonb_path_query(whole_cards, 'lax $[*].phones[*]') p where jsonb_typeof(p) = 'object'
     union all select found[1] from message, jsonb_path_query(whole_cards, 'lax $[*].vcard') v, regexp_matches(v #>> '{}', 'TEL[^:\n]*:([^\n]+)', 'g') found`,
  );
  return new Set(rows.map(({ number }) => tailOf(number ?? '')).filter((tail) => tail.length === 9));
}

/** Where in the published rows a known number stands whole: `table.column` with its path. */
async function numbersPublished(): Promise<string[]> {
  const known = await knownNumbers();
  expect(known.size).toBeGreaterThan(60);
  const tables = await db.rows<{ name: string; columns: string[] }>(
    `select tablename as name, attnames::text[] as columns from pg_publication_tables where pubname = 'zero_kazi'`,
  );
  expect(tables.length).toBeGreaterThan(15);
  const found = new Set<string>();
  for (const { name, columns } of tables) {
    const list = columns.map((column) => `"${column}"`).join(', ');
    const rows = await db.rows<{ row: object }>(
      `select to_jsonb(t) as row from (select ${list} from "${name}") t`,
    );
    for (const { row } of rows)
      for (const [path, words] of wordsIn(row)) {
        if (TYPED[name]?.includes(path) || OURS.includes(`${name}.${path}`) || NOT_WORDS.test(words))
          continue;
        const digits = words.replace(/\D/g, '');
        for (let at = 0; at + 9 <= digits.length; at++)
          if (known.has(digits.slice(at, at + 9))) found.add(`${name}.${path}`);
      }
  }
  return [...found].sort();
}

/** Every text and number in a row with the way to it; places in lists are left out. */
function* wordsIn(value: unknown, path: string[] = []): Generator<[path: string, words: string]> {
  if (typeof value === 'string' || typeof value === 'number') yield [path.join('.'), String(value)];
  else if (Array.isArray(value)) for (const inner of value) yield* wordsIn(inner, path);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* wordsIn(inner, [...path, key]);
}

it('nothing that any device may sync holds a known number whole, but what somebody typed as words', async () => {
  expect(await numbersPublished()).toEqual([]);
});

it('control: a card that is published whole is found, and so is a number in a line of the timeline', async () => {
  await db.pool.query('alter table message disable trigger user');
  await db.pool.query(
    `update message set content = jsonb_set(content, '{cards}', whole_cards) where content ? 'cards'`,
  );
  await db.pool.query('alter table message enable trigger user');
  await db.pool.query(
    `update activity set data = jsonb_build_object('to', (select value from identity where kind = 'phone' limit 1))
     where id = (select id from activity limit 1)`,
  );
  const found = await numbersPublished();
  expect(found).toContain('message.content.cards.phones.phone');
  expect(found).toContain('activity.data.to');
});
