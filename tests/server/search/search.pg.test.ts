import { beforeAll, describe, expect, it } from 'vitest';
import { indexMessages } from '#server/search/index-messages.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { inboundText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
let t: TestApp;
let shop: TestWorkspace;
let neighbour: TestWorkspace;

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
  neighbour = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Jirani' });
  const write = (from: string, name: string, text: string, over: object = {}) =>
    happen(db.pool, inboundText({ from, name, text, ...over }));
  await write('254700000001', 'Mercy Atieno', 'Nataka duvet ya grey');
  await write('254700000002', 'Joseph Mwangi', 'Bei ya pazia?', { sentAt: SENT_AT - 5 * 86_400_000 });
  await write('254700000003', 'Grey Kamau', 'Habari');
  await write('254700000004', 'Mercy Jirani', 'duvet', { phoneNumberId: neighbour.channel.phoneNumberId });
  await db.pool.query(
    `update identity set value = case when kind = 'phone' then '+' else '' end || '254712345678', masked_value = '+254 7•• ••• 678'
     where value like '%254700000001' and kind in ('phone', 'whatsapp_id') and workspace_id = $1`,
    [shop.id],
  );
  await db.pool.query(`update contact set tags = '["Wholesale"]' where profile_name = 'Joseph Mwangi'`);
  await db.pool.query(`update conversation set assignee_id = $1 where contact_name = 'Mercy Atieno'`, [
    shop.members.agent.id,
  ]);
});

async function find(q: string, who: keyof TestWorkspace['members'] = 'agent') {
  const cookie = t.signIn(shop, shop.members[who]);
  const answer = await t.app.request(`/api/search?q=${encodeURIComponent(q)}`, { headers: { cookie } });
  const { found } = (await answer.json()) as { found: { contactName: string; messageId: string | null }[] };
  return found.map((f) => `${f.contactName}${f.messageId ? ': message' : ''}`);
}

describe.each(['while the index has not heard', 'when the index has heard'])('searching, %s', (when) => {
  beforeAll(async () => {
    if (when.startsWith('when')) await indexMessages(db.pool);
  });

  it.each([
    ['duv', ['Mercy Atieno: message'], 'a word by its beginning'],
    ['grey', ['Grey Kamau', 'Mercy Atieno: message'], 'names before messages'],
    ['duvet grey', ['Mercy Atieno: message'], 'all of the words'],
    ['duvet pazia', [], 'not some of them'],
    ['tag:wholesale', ['Joseph Mwangi'], 'a tag alone'],
    ['from:joseph pazia', ['Joseph Mwangi: message'], 'who wrote it'],
    ['is:mine', ['Mercy Atieno'], 'what is mine'],
    ['is:closed mercy', [], 'a status'],
    ['in:support mercy', [], 'another inbox'],
    ['in:sal mercy', ['Mercy Atieno'], 'an inbox by its beginning'],
    ['before:2026-11-18 bei', ['Joseph Mwangi: message'], 'before a day'],
    ['before:2026-11-10 bei', [], 'not after it'],
    ['after:2026-11-18 grey', ['Grey Kamau', 'Mercy Atieno: message'], 'after a day'],
    ['after:2026-11-18 bei', [], 'not before it'],
    ['is:waiting duvet', ['Mercy Atieno: message'], 'what waits for us'],
    ['is:urgent duvet', [], 'what is urgent'],
    ['du gre', ['Mercy Atieno: message'], 'beginnings too short for the index'],
    ['from:mercy', ['Mercy Atieno: message'], 'all that somebody wrote'],
    ['tag:whole', [], 'a tag is said in full'],
    ['tag:wholesale is:open mwangi', ['Joseph Mwangi'], 'a tag with a name'],
    ['%', [], 'no trick with a percent sign'],
    ['', [], 'nothing for nothing'],
  ])('%s: %j (%s)', async (q, expected) => {
    expect(await find(q)).toEqual(expected);
  });

  it('finds nothing in an inbox one may not see, nor in another business', async () => {
    expect(await find('duvet', 'outsider')).toEqual([]);
    expect(await find('duvet', 'newcomer')).toEqual([]);
    expect(await find('jirani', 'admin')).toEqual([]);
  });
});

describe('searching', () => {
  it.each([
    ['0712 345 678', ['Mercy Atieno'], 'as it is dialled at home'],
    ['0712', ['Mercy Atieno'], 'by its beginning'],
    ['+254712345', ['Mercy Atieno'], 'as it is dialled abroad'],
    ['712345678', ['Mercy Atieno'], 'without the zero'],
    ['5678', ['Mercy Atieno'], 'by its last four'],
    ['mercy 5678', ['Mercy Atieno'], 'with a name'],
    ['joseph 5678', [], 'of somebody else'],
    ['345', [], 'not by its middle'],
    ['0799 999 999', [], 'of nobody'],
  ])('a manager finds a number: %s: %j (%s)', async (q, expected) => {
    expect(await find(q, 'manager')).toEqual(expected);
  });

  it.each([
    ['0712 345 678', ['Mercy Atieno'], 'the whole number, which they were told'],
    ['0799 999 678', ['Mercy Atieno'], 'any number that looks the same masked: nothing is given away'],
    ['678', ['Mercy Atieno'], 'the digits the mask shows'],
    ['0712', [], 'not by a beginning: it would spell the number out'],
    ['0712 345 6', [], 'nor by a longer one'],
  ])('an agent, who sees numbers masked: %s: %j (%s)', async (q, expected) => {
    expect(await find(q)).toEqual(expected);
  });

  it('a name we gave and a name people gave themselves both find the person', async () => {
    await db.pool.query(`update contact set name = 'Duka la Joseph' where profile_name = 'Joseph Mwangi'`);
    expect(await find('duka')).toHaveLength(1);
    expect(await find('mwangi')).toHaveLength(1);
  });

  it('is for members only', async () => {
    expect((await t.app.request('/api/search?q=duvet')).status).toBe(401);
  });
});
