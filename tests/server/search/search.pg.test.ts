import { beforeAll, describe, expect, it } from 'vitest';
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

describe('searching', () => {
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

  it('is for members only', async () => {
    expect((await t.app.request('/api/search?q=duvet')).status).toBe(401);
  });
});
