import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { maskIdentity } from '#schema/domain/mask-identity.ts';
import { openPool } from '#server/db/open-pool.ts';
import { inTransaction } from '#server/db/in-transaction.ts';
import type { ChannelLine } from '#server/inbound/find-channel.ts';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { recordMessage } from '#server/inbound/record-message.ts';
import { recordChange } from '#server/inbound/record-change.ts';
import { replayJournal } from '#server/journal/replay-journal.ts';
import { failMedia } from '#server/media/store-media.ts';
import { uuidv7 } from '#server/new-id.ts';
import type { ContactCard, EditItem } from '#server/providers/whatsapp/event-item.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { storeEvent } from '../../support/store-event.ts';
import { TEMPLATE } from '../../support/template-database.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
let t: TestApp;
let shop: TestWorkspace;
let neighbour: TestWorkspace;

const HALIMA: ContactCard = {
  name: 'Halima',
  company: 'Duka la Halima',
  phones: [
    { phone: '+254 711 222 333', waId: '254711222333', type: 'CELL' },
    { phone: '0711 222 444', waId: null, type: null },
  ],
  emails: ['halima@duka.co.ke'],
  addresses: ['Moi Avenue 1'],
  urls: ['https://wa.me/254711222333'],
  birthday: '1990-01-01',
  vcard: 'BEGIN:VCARD\nTEL:+254711222333\nEND:VCARD',
  origin: null,
};

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
  neighbour = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Jirani' });
});
beforeEach(() => emptyInbox(db.pool));

type Kept = { id: string; content: { cards?: unknown[] } | null; media: object | null; whole: unknown };

function channelOf({ id, channel, inboxes }: TestWorkspace): ChannelLine {
  return {
    ...{ id: channel.id, workspaceId: id, inboxId: inboxes.main, wabaId: null, displayPhoneNumber: '' },
    phoneNumberId: channel.phoneNumberId,
  };
}

async function arrive(cards: ContactCard[], id = 'wamid.card'): Promise<Kept> {
  await inTransaction(db.pool, (tx) =>
    recordMessage(tx, channelOf(shop), uuidv7(), {
      ...{ type: 'contacts', text: null, content: { kind: 'contacts', cards }, errors: [] },
      ...{ direction: 'inbound', providerMessageId: id, sentAt: SENT_AT, makesWork: true },
      person: { phone: '254700000011', waId: '254700000011', profileName: 'Mteja' },
    }),
  );
  return kept(id);
}

async function kept(providerId: string): Promise<Kept> {
  const rows = await db.rows<Kept>(
    'select id, content, media, whole_cards as whole from message where provider_message_id = $1',
    [providerId],
  );
  return rows[0]!;
}

const look = (messageId: string, cookie: string) =>
  t.app.request(`/api/numbers/cards/${messageId}`, { headers: { cookie } });

describe('a contact card that arrives', () => {
  it('is published masked, and kept whole where no browser reads', async () => {
    const message = await arrive([HALIMA]);
    expect(message.content).toEqual({
      kind: 'contacts',
      cards: [
        {
          name: 'Halima',
          company: 'Duka la Halima',
          phones: [
            { phone: '+254 7•• ••• 333', waId: null, type: 'CELL' },
            { phone: '07•• ••• 444', waId: null, type: null },
          ],
          emails: ['h•••@duka.co.ke'],
          origin: null,
        },
      ],
    });
    expect(message.whole).toEqual([HALIMA]);
  });

  it('of somebody saved without a name does not tell the number as a name', async () => {
    const { content } = await arrive([{ ...HALIMA, name: '+254 711 222333', company: 'Ofisi 0711222444' }]);
    expect(content!.cards).toMatchObject([{ name: '+254 7•• ••• 333', company: '07•• ••• 444' }]);
  });

  it('with nothing but the written card shows whose it is and the masked number', async () => {
    const vcard = 'BEGIN:VCARD\r\nFN:Juma\r\nitem1.TEL;waid=254700000022:+254 700\r\n  000022\r\nEND:VCARD';
    const { content } = await arrive([{ ...HALIMA, name: null, phones: [], vcard }]);
    expect(content!.cards).toMatchObject([{ name: 'Juma', phones: [{ phone: '+254 7•• ••• 022' }] }]);
  });

  it('a correction replaces both, and what is taken back leaves neither', async () => {
    await arrive([HALIMA]);
    const other = { ...HALIMA, name: 'Juma', phones: [{ phone: '+254700000022', waId: null, type: null }] };
    const origin = { wabaId: null, phoneNumberId: null, sender: { phone: '254700000011' } };
    const edit: EditItem = {
      ...{ ...origin, kind: 'edit', type: 'contacts', text: null, errors: [], editedAt: SENT_AT + 1 },
      ...{ providerMessageId: 'wamid.edit', originalProviderMessageId: 'wamid.card' },
      content: { kind: 'contacts', cards: [other] },
    };
    await inTransaction(db.pool, (tx) => recordChange(tx, channelOf(shop), edit));
    const edited = await kept('wamid.card');
    expect(edited.content!.cards).toMatchObject([{ name: 'Juma', phones: [{ phone: '+254 7•• ••• 022' }] }]);
    expect(edited.whole).toEqual([other]);
    await db.pool.query('update message set text = null, content = null, media = null, deleted_at = now()');
    expect(await kept('wamid.card')).toMatchObject({ content: null, whole: null });
  });

  it('keeps its whole numbers when something else in the row is written', async () => {
    await arrive([HALIMA]);
    await db.pool.query(`update message set reactions = '[]', content = content, media = media, text = text`);
    expect((await kept('wamid.card')).whole).toEqual([HALIMA]);
  });

  it('its file bears no number as its name, before it is fetched or after, lost or found', async () => {
    const { id } = await arrive([]);
    const mediaId = uuidv7();
    const state = { id: mediaId, state: 'pending', mimeType: 'text/x-vcard', fileName: '+254711222333.vcf' };
    await db.pool.query(
      'insert into media (id, workspace_id, message_id, mime_type, file_name) values ($1, $2, $3, $4, $5)',
      [mediaId, shop.id, id, state.mimeType, state.fileName],
    );
    await db.pool.query(`update message set content = '{"kind": "document"}', media = $1`, [
      JSON.stringify(state),
    ]);
    const masked = '+254 7•• ••• 333.vcf';
    expect((await kept('wamid.card')).media).toMatchObject({ fileName: masked });
    const cards = [{ name: 'Halima', organisation: null, phones: ['+254711222333'], emails: [] }];
    await db.pool.query(`update message set media = media || $1::jsonb`, [JSON.stringify({ cards })]);
    const shown = { fileName: masked, cards: [{ name: 'Halima', phones: ['+254 7•• ••• 333'] }] };
    expect(await kept('wamid.card')).toMatchObject({ media: shown, whole: cards });
    await failMedia(db.pool, { id: mediaId, failure: 'gone' });
    expect(await kept('wamid.card')).toMatchObject({ media: { ...shown, state: 'failed' }, whole: cards });
  });

  it('an error of the provider that names a number is published without it', async () => {
    await arrive([HALIMA]);
    const details = 'Recipient +254711222333 (wamid.HBgMMjU0NzExMjIyMzMz) is not allowed, error 131030';
    const failure = { key: 'unknown', code: 131030, title: null, details };
    await db.pool.query('update message set failure = $1, content = content || $2::jsonb', [
      JSON.stringify(failure),
      JSON.stringify({ errors: [{ code: 1, title: 'To 254711222333', details: null }] }),
    ]);
    const [row] = await db.rows<{ failure: unknown; errors: unknown }>(
      `select failure, content -> 'errors' as errors from message`,
    );
    expect(row).toEqual({
      failure: { ...failure, details: 'Recipient +2547•••333 (wamid.•••) is not allowed, error 131030' },
      errors: [{ code: 1, title: 'To +2547•••333', details: null }],
    });
  });

  it('the journal tells the same cards again, masked and whole', async () => {
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: {
                  display_phone_number: '254700000000',
                  phone_number_id: shop.channel.phoneNumberId,
                },
                contacts: [{ profile: { name: 'Mteja' }, wa_id: '254700000011' }],
                messages: [
                  {
                    ...{ from: '254700000011', id: 'wamid.card', timestamp: String(SENT_AT / 1000) },
                    type: 'contacts',
                    contacts: [{ name: { formatted_name: 'Halima' }, phones: [{ phone: '+254711222333' }] }],
                  },
                ],
              },
            },
          ],
        },
      ],
    });
    await processProviderEvent(db.pool, await storeEvent(db.pool, body));
    const again = () =>
      replayJournal({
        pool: db.pool,
        databaseUrl: db.url,
        since: null,
        isDryRun: false,
        template: TEMPLATE,
      });
    expect((await again()).differences).toEqual([]);
    // Control: a whole card that went astray is told.
    await db.pool.query(`update message set whole_cards = '[]'`);
    expect((await again()).differences).toMatchObject([{ kind: 'message', column: 'wholeCards' }]);
  });
});

describe('the rule in the database', () => {
  it('masks a number as identities are masked', async () => {
    const random = seededRandom(24);
    for (let i = 0; i < 200; i++) {
      const length = random.below(18);
      const digits = Array.from({ length }, () => random.below(10))
        .join('')
        .replace(/^0+/, '');
      const phone = digits.replace(/(\d{3})(?=\d)/g, ['$1', '$1 ', '$1-', '($1)'][i % 4]!);
      const [row] = await db.rows<{ masked: string }>('select mask_phone($1) as masked', [phone]);
      expect(row!.masked).toBe(maskIdentity('phone', phone));
    }
  });

  it.each([
    'h@x.co',
    'halima@duka.co.ke',
    '254711222333@s.whatsapp.net',
    'a@b@c.d',
    'no address',
    '',
    '@x',
    '😀x@y.z',
  ])('masks the address %s as identities are masked', async (email) => {
    const [row] = await db.rows<{ masked: string }>('select mask_email($1) as masked', [email]);
    expect(row!.masked).toBe(maskIdentity('email', email));
  });

  it('a database from before holds, once migrated, what a new one would', async () => {
    const fresh = await arrive([HALIMA]);
    const name = `kazi_before_${uuidv7().replaceAll('-', '')}`;
    await db.pool.query(`create database ${name}`);
    const old = openPool({ url: db.url.replace(/\/[^/]*$/, `/${name}`), max: 2, name: 'kazi before' });
    try {
      const folder = new URL('../../../schema/migrations/', import.meta.url);
      const files = readdirSync(folder).sort();
      const upTo = files.indexOf('0024_whole_cards.sql');
      const run = async (file: string) => old.query(readFileSync(new URL(file, folder), 'utf8'));
      for (const file of files.slice(0, upTo)) await run(file);
      const there = await makeWorkspace(old);
      const ids = { contact: uuidv7(), conversation: uuidv7(), card: uuidv7(), file: uuidv7() };
      await old.query('insert into contact (id, workspace_id) values ($1, $2)', [ids.contact, there.id]);
      await old.query(
        `insert into conversation (id, workspace_id, contact_id, channel_id, inbox_id, contact_name, last_message_at, queue_order)
         values ($1, $2, $3, $4, $5, 'Mteja', now(), 0)`,
        [ids.conversation, there.id, ids.contact, there.channel.id, there.inboxes.main],
      );
      const insert = `insert into message (id, workspace_id, conversation_id, direction, type, content, media, status, author_kind, at)
        values ($1, $2, $3, 'inbound', $4, $5, $6, 'received', 'customer', now())`;
      const content = JSON.stringify({ kind: 'contacts', cards: [HALIMA] });
      await old.query(insert, [ids.card, there.id, ids.conversation, 'contacts', content, null]);
      const cards = [{ name: 'Halima', organisation: null, phones: ['+254711222333'], emails: [] }];
      const media = { id: 'f', state: 'stored', mimeType: 'text/vcard', fileName: '0711222333.vcf', cards };
      await old.query(insert, [
        ...[ids.file, there.id, ids.conversation, 'document'],
        ...['{"kind": "document", "caption": null}', JSON.stringify(media)],
      ]);
      await run('0024_whole_cards.sql');
      const rows = (
        await old.query<Kept>('select id, content, media, whole_cards as whole from message order by type')
      ).rows;
      expect(rows[0]).toEqual({ ...fresh, id: ids.card });
      expect(rows[1]).toMatchObject({
        media: { fileName: '07•• ••• 333.vcf', cards: [{ name: 'Halima', phones: ['+254 7•• ••• 333'] }] },
        whole: cards,
      });
    } finally {
      await old.end();
      await db.pool.query(`drop database ${name} with (force)`);
    }
  });
});

describe('who asks for a card whole', () => {
  it('gets it as a manager or an admin, and is written down', async () => {
    const { id } = await arrive([HALIMA]);
    for (const member of [shop.members.manager, shop.members.admin]) {
      const answer = await look(id, t.signIn(shop, member));
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.json()).toEqual({
        cards: [
          {
            name: 'Halima',
            organisation: 'Duka la Halima',
            phones: ['+254 711 222 333', '0711 222 444'],
            emails: ['halima@duka.co.ke'],
          },
        ],
      });
    }
    expect(await db.rows('select member_id as by, message_id as what from number_look order by id')).toEqual([
      { by: shop.members.manager.id, what: id },
      { by: shop.members.admin.id, what: id },
    ]);
  });

  it('is refused as an agent, a stranger or a neighbour, and where there is no card', async () => {
    const { id } = await arrive([HALIMA]);
    const plain = await arrive([], 'wamid.other');
    const statusFor = async (messageId: string, cookie: string) => (await look(messageId, cookie)).status;
    expect(await statusFor(id, 'member=nobody')).toBe(401);
    expect(await statusFor(id, t.signIn(shop, shop.members.agent))).toBe(403);
    expect(await statusFor(id, t.signIn(neighbour, neighbour.members.admin))).toBe(404);
    const manager = t.signIn(shop, shop.members.manager);
    expect(await statusFor(uuidv7(), manager)).toBe(404);
    expect(await statusFor('not-an-id', manager)).toBe(404);
    expect(await (await look(plain.id, manager)).json()).toEqual({ cards: [] });
    expect(await db.count('select count(*) from number_look where message_id = $1', [id])).toBe(0);
  });

  it('or for somebody’s own number: the same door, the same rule, the same book', async () => {
    const { id: messageId } = await arrive([]);
    const [phone] = await db.rows<{ id: string }>(`select id from identity where kind = 'phone'`);
    const ask = (id: string, cookie: string) =>
      t.app.request(`/api/numbers/identities/${id}`, { headers: { cookie } });
    const answer = await ask(phone!.id, t.signIn(shop, shop.members.manager));
    expect(await answer.json()).toEqual({ value: '+254700000011' });
    expect((await ask(phone!.id, t.signIn(shop, shop.members.agent))).status).toBe(403);
    expect((await ask(phone!.id, t.signIn(neighbour, neighbour.members.admin))).status).toBe(404);
    expect((await ask(messageId, t.signIn(shop, shop.members.admin))).status).toBe(404);
    expect(await db.rows('select member_id as by, identity_id as what from number_look')).toEqual([
      { by: shop.members.manager.id, what: phone!.id },
    ]);
  });
});
