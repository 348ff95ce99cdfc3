import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { fixtureText, inboundText } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const WABA = '368201457790112';
let shop: TestWorkspace;

beforeEach(async () => {
  await emptyTables(db.pool, 'workspace, provider_event');
  shop = await makeWorkspace(db.pool);
  await db.pool.query('update channel set waba_id = $1', [WABA]);
});

const told = () =>
  db.rows<{ memberId: string; kind: string; about: string; data: Record<string, string> }>(
    `select member_id as "memberId", kind, contact_name as about, data from notification order by at`,
  );
const channel = async () =>
  (
    await db.rows<{ quality: string | null; limit: string | null; waba: string | null }>(
      'select quality, messaging_limit as "limit", waba_id as waba from channel',
    )
  )[0]!;
/** What the provider says about our number, as its own sample has it but for what is given. */
function quality(event: string, { limit = 'TIER_1K', time = 1_795_166_400 } = {}): string {
  const body = JSON.parse(fixtureText('account-phone-number-quality-update.json')) as {
    entry: { time: number; changes: { value: Record<string, string> }[] }[];
  };
  body.entry[0]!.time = time;
  Object.assign(body.entry[0]!.changes[0]!.value, { event, current_limit: limit });
  return JSON.stringify(body);
}

describe('what the provider says about our own number and account', () => {
  it('a better limit is kept and disturbs nobody', async () => {
    await happen(db.pool, fixtureText('account-phone-number-quality-update.json'));
    expect(await channel()).toMatchObject({ quality: null, limit: 'unlimited' });
    await happen(db.pool, fixtureText('account-business-capability-update.json'));
    expect(await channel()).toMatchObject({ limit: '2000' });
    expect(await told()).toEqual([]);
  });

  it('a number that customers complain about is red on the page, and every admin is told once', async () => {
    await happen(db.pool, quality('FLAGGED'));
    expect(await channel()).toMatchObject({ quality: 'RED', limit: '1000' });
    const [notice, ...others] = await told();
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ memberId: shop.members.admin.id, kind: 'account', about: 'WhatsApp' });
    expect(notice!.data).toMatchObject({
      topic: 'phoneQuality',
      verdict: expect.stringContaining('FLAGGED'),
    });
  });

  it('an older notice that arrives late does not overrule a newer one', async () => {
    await happen(db.pool, quality('UNFLAGGED', { time: 1_795_170_000 }));
    await happen(db.pool, quality('FLAGGED', { time: 1_795_166_400 }));
    expect(await channel()).toMatchObject({ quality: 'GREEN' });
  });

  it.each([
    ['account-update-disabled.json', 'accountUpdate'],
    ['account-update-violation.json', 'accountUpdate'],
    ['account-template-status-rejected.json', 'templateStatus'],
    ['account-template-status-disabled.json', 'templateStatus'],
    ['account-template-quality-update.json', 'templateQuality'],
    ['account-security-pin.json', 'security'],
  ])('bad news reaches the admins, and only them: %s', async (name, topic) => {
    await happen(db.pool, fixtureText(name));
    await happen(db.pool, `${fixtureText(name)} `);
    expect((await told()).map(({ memberId, data }) => [memberId, data['topic']])).toEqual([
      [shop.members.admin.id, topic],
    ]);
  });

  it('good news does not', async () => {
    for (const name of ['account-template-status-approved.json', 'account-review-update.json'])
      await happen(db.pool, fixtureText(name));
    expect(await told()).toEqual([]);
  });

  it('another business’s account is another business’s business', async () => {
    await db.pool.query(`update channel set waba_id = '999', display_phone_number = '+254 711 111 111'`);
    await happen(db.pool, fixtureText('account-update-disabled.json'));
    await happen(db.pool, quality('FLAGGED'));
    expect(await told()).toEqual([]);
    expect(await channel()).toMatchObject({ quality: null });
  });

  it('why a template was refused stays with the template, until it is approved', async () => {
    await db.pool.query(
      `insert into template (id, workspace_id, channel_id, name, language, category, status, components, synced_at)
       values (gen_random_uuid(), $1, $2, 'malipo_yamepokelewa', 'sw', 'UTILITY', 'PENDING', '[]', now())`,
      [shop.id, shop.channel.id],
    );
    const template = () => db.rows('select status, reason from template');
    const refused = fixtureText('account-template-status-rejected.json');
    await happen(db.pool, refused);
    expect(await template()).toEqual([
      { status: 'REJECTED', reason: 'Two parameters are placed next to each other.' },
    ]);
    const approved = JSON.parse(refused) as { entry: { changes: { value: Record<string, unknown> }[] }[] };
    Object.assign(approved.entry[0]!.changes[0]!.value, {
      event: 'APPROVED',
      reason: 'NONE',
      rejection_info: null,
    });
    await happen(db.pool, JSON.stringify(approved));
    expect(await template()).toEqual([{ status: 'APPROVED', reason: null }]);
  });

  it('a number connected without its account’s id learns it from the first message', async () => {
    await db.pool.query('update channel set waba_id = null');
    const body = inboundText({ from: '254700000101', text: 'habari' });
    await happen(db.pool, body);
    const { entry } = JSON.parse(body) as { entry: { id: string }[] };
    expect(await channel()).toMatchObject({ waba: entry[0]!.id });
  });
});
