import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUser } from '#server/auth/create-user.ts';
import { testDatabase } from '../../support/database.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { invite, NEW_PASSWORD, openPeopleDesk } from './people-desk.ts';
import type { PeopleDesk } from './people-desk.ts';

const db = testDatabase();
const DAY = 86_400_000;
let desk: PeopleDesk;
let neighbour: TestWorkspace;

beforeAll(async () => {
  desk = await openPeopleDesk(db);
  neighbour = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Duka Jirani' });
  const userId = await createUser(db.pool, {
    ...{ name: 'Jirani', email: 'jirani@other.test', password: NEW_PASSWORD },
  });
  await db.pool.query('update member set user_id = $2 where id = $1', [neighbour.members.admin.id, userId]);
});
beforeEach(() => db.pool.query('delete from invitation'));
afterAll(() => desk.close());

type Listed = { invitations: { id: string; name: string; email: string; expiresAt: number }[] };
const list = async () =>
  (await desk.ask(desk.cookies.admin, '/api/people')).body as unknown as Listed & {
    people: { id: string; email: string }[];
  };
const wanted = (more: object = {}) => ({
  ...{ name: 'Zuhura Ali', email: 'zuhura@shop.test', role: 'agent', inboxIds: [], ...more },
});
const tryInvite = (more: object = {}) =>
  desk.ask(desk.cookies.admin, '/api/people/invitations', wanted(more));

describe('the people of a business', () => {
  const ID = '00000000-0000-4000-8000-000000000001';
  const DOORS: [string, object | undefined][] = [
    ['/api/people', undefined],
    ['/api/people/invitations', wanted()],
    [`/api/people/invitations/${ID}/renew`, {}],
    [`/api/people/invitations/${ID}/revoke`, {}],
    [`/api/people/${ID}`, { role: 'admin' }],
    [`/api/people/${ID}/remove`, {}],
    [`/api/people/${ID}/restore`, {}],
    [`/api/people/${ID}/password-link`, {}],
  ];

  it.each(DOORS)('%s is for admins only, from our own page only', async (path, body) => {
    for (const who of ['manager', 'agent'] as const)
      expect((await desk.ask(desk.cookies[who], path, body)).status, who).toBe(403);
    expect((await desk.ask('', path, body)).status).toBe(401);
    if (!body) return;
    const foreign = { cookie: desk.cookies.admin, origin: 'https://evil.example' };
    expect((await desk.post(path, body, foreign)).status).toBe(403);
    expect(await db.count('select count(*) from invitation')).toBe(0);
  });

  it('are told with their e-mail, and nobody of another business is among them', async () => {
    const { people } = await list();
    expect(people.map(({ email }) => email)).toContain('agent@shop.test');
    expect(people.map(({ id }) => id).sort()).toEqual(
      Object.values(desk.shop.members)
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('of another business are not found: nothing of theirs changes', async () => {
    const { agent } = neighbour.members;
    for (const [path, body] of [
      ['', { role: 'admin' }],
      ['/remove', {}],
      ['/restore', {}],
      ['/password-link', {}],
    ] as const)
      expect((await desk.ask(desk.cookies.admin, `/api/people/${agent.id}${path}`, body)).status).toBe(404);
    expect(await db.rows('select role, deactivated_at from member where id = $1', [agent.id])).toEqual([
      { role: 'agent', deactivated_at: null },
    ]);
  });
});

describe('an invitation', () => {
  it('tells its link once: in no list, no log and no row', async () => {
    const { id, token } = await invite(desk);
    const asked = await desk.ask(desk.cookies.admin, '/api/people');
    expect(asked.text).toContain(id);
    expect(asked.text).not.toContain(token);
    expect(JSON.stringify(desk.lines)).toContain(desk.shop.members.admin.id);
    expect(JSON.stringify(desk.lines)).not.toContain(token);
    const [row] = await db.rows<{ line: string }>('select i::text as line from invitation i');
    expect(row!.line).not.toContain(token);
  });

  it('stands in the list with who asked and until when', async () => {
    await invite(desk);
    const { invitations } = await list();
    expect(invitations).toMatchObject([
      { name: 'Zuhura Ali', email: 'zuhura@shop.test', invitedBy: desk.shop.members.admin.name },
    ]);
    expect(invitations[0]!.expiresAt - desk.clock.now).toBe(7 * DAY);
  });

  it('is refused for somebody who is here, by name, however the address is written', async () => {
    const { name } = desk.shop.members.manager;
    expect(await tryInvite({ email: ' Manager@Shop.Test ' })).toMatchObject({
      ...{ status: 409, body: { code: 'already_member', details: { name, isOut: false } } },
    });
  });

  it('is refused for somebody who was taken out: they are let in again instead', async () => {
    await db.pool.query('update member set deactivated_at = now() where id = $1', [
      desk.shop.members.newcomer.id,
    ]);
    const refused = await tryInvite({ email: 'newcomer@shop.test' });
    expect(refused.body).toMatchObject({ code: 'already_member', details: { isOut: true } });
    await db.pool.query('update member set deactivated_at = null where id = $1', [
      desk.shop.members.newcomer.id,
    ]);
  });

  it('is refused for an address of another business, without a name', async () => {
    const refused = await tryInvite({ email: 'jirani@other.test' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'email_elsewhere' } });
    expect(refused.text).not.toContain('Jirani');
  });

  it('is one for an address: a second is refused, of two at once one is made', async () => {
    const both = await Promise.all([tryInvite(), tryInvite()]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await tryInvite()).body).toMatchObject({
      ...{ code: 'already_invited', details: { name: 'Zuhura Ali' } },
    });
    expect((await list()).invitations).toHaveLength(1);
  });

  it('that ran out makes room for another', async () => {
    const first = await invite(desk);
    desk.clock.now += 7 * DAY;
    const second = await invite(desk);
    expect((await list()).invitations.map(({ id }) => id)).toEqual([second.id]);
    expect(second.id).not.toBe(first.id);
  });

  it.each([{ email: 'hakuna' }, { name: ' ' }, { role: 'owner' }, { inboxIds: ['x'] }])(
    'that makes no sense is refused: %j',
    async (more) => {
      expect(await tryInvite(more)).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    },
  );
});
