import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUser } from '#server/auth/create-user.ts';
import { testDatabase } from '../../support/database.ts';
import { cookieOf, invite, NEW_PASSWORD, openPeopleDesk, PASSWORD } from './people-desk.ts';
import type { PeopleDesk } from './people-desk.ts';

const db = testDatabase();
const WEEK = 7 * 86_400_000;
let desk: PeopleDesk;
let guests = 0;

beforeAll(async () => {
  desk = await openPeopleDesk(db);
});
beforeEach(() => {
  // The next minute: tries are counted by it.
  desk.clock.now += 60_000;
});
afterAll(() => desk.close());

const address = () => `mgeni-${++guests}@shop.test`;
const look = (token: string) => desk.post('/api/join/look', { token });
const join = (token: string, more: object = {}) =>
  desk.post('/api/join', { token, name: 'Zuhura Ali', password: NEW_PASSWORD, ...more });
const admin = (path: string, body: object = {}) => desk.ask(desk.cookies.admin, `/api/people${path}`, body);

describe('a link to join', () => {
  it('says who invites to what, as which e-mail and role', async () => {
    const email = address();
    const { token } = await invite(desk, { email, role: 'manager' });
    expect(await look(token)).toMatchObject({
      status: 200,
      body: {
        ...{ kind: 'join', email, role: 'manager', name: 'Zuhura Ali' },
        ...{ workspaceName: 'Duka la Majaribio', invitedBy: desk.shop.members.admin.name },
      },
    });
  });

  it('brings somebody in: name, role and inboxes as meant, signed in, and by their password ever after', async () => {
    const email = address();
    const { main } = desk.shop.inboxes;
    const { token } = await invite(desk, { email, inboxIds: [main] });
    const joined = await join(token, { name: 'Zuhura A.' });
    expect(joined.status).toBe(200);
    const me = await desk.ask(cookieOf(joined), '/api/me');
    expect(me.body).toMatchObject({ role: 'agent', name: 'Zuhura A.', workspaceId: desk.shop.id });
    expect(
      await db.rows(
        `select m.invited_by_id, s.inbox_id from member m join inbox_member s on s.member_id = m.id where m.id = $1`,
        [me.body['memberId']],
      ),
    ).toEqual([{ invited_by_id: desk.shop.members.admin.id, inbox_id: main }]);
    expect((await desk.signIn(email, NEW_PASSWORD)).status).toBe(200);
  });

  it('is used once: of many at the same time one joins', async () => {
    const email = address();
    const { token } = await invite(desk, { email });
    const tried = await Promise.all([1, 2, 3, 4].map(() => join(token)));
    expect(tried.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
    expect((await look(token)).body).toMatchObject({ code: 'link_used' });
    expect(
      await db.count(
        `select count(*) from member m join auth."user" u on u.id = m.user_id where u.email = $1`,
        [email],
      ),
    ).toBe(1);
  });

  it('opens nothing once it ran out, was taken back or made anew, and each is told apart', async () => {
    const [late, back, anew] = [
      await invite(desk, { email: address() }),
      await invite(desk, { email: address() }),
      await invite(desk, { email: address() }),
    ];
    const renewed = (await admin(`/invitations/${anew.id}/renew`)).body as { token: string };
    expect((await admin(`/invitations/${back.id}/revoke`)).status).toBe(200);
    desk.clock.now += WEEK;
    expect((await join(late.token)).body).toMatchObject({ code: 'link_expired' });
    expect((await join(back.token)).body).toMatchObject({ code: 'link_taken_back' });
    expect((await join(anew.token)).body).toMatchObject({ code: 'link_unknown' });
    const again = (await admin(`/invitations/${anew.id}/renew`)).body as { token: string };
    expect((await join(renewed.token)).body).toMatchObject({ code: 'link_unknown' });
    expect((await join(again.token)).status).toBe(200);
    expect((await look('a'.repeat(43))).body).toMatchObject({ code: 'link_unknown' });
    expect((await look('short')).body).toMatchObject({ code: 'link_unknown' });
  });

  it('of an admin who was taken out opens nothing', async () => {
    const { token } = await invite(desk, { email: address() });
    const other = await invite(desk, { email: address(), role: 'admin' });
    const otherAdmin = cookieOf(await join(other.token));
    await desk.ask(otherAdmin, `/api/people/${desk.shop.members.admin.id}/remove`, {});
    expect((await look(token)).body).toMatchObject({ code: 'link_taken_back' });
    await desk.ask(otherAdmin, `/api/people/${desk.shop.members.admin.id}/restore`, {});
    desk.cookies.admin = cookieOf(await desk.signIn('admin@shop.test'));
  });

  it('is not used up by a password that is too short or too long', async () => {
    const { token } = await invite(desk, { email: address() });
    for (const password of ['1234567', 'x'.repeat(129)])
      expect(await join(token, { password })).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    expect((await look(token)).status).toBe(200);
  });

  it('is refused when its address came to somebody meanwhile, here or elsewhere', async () => {
    const email = address();
    const { token } = await invite(desk, { email });
    const userId = await createUser(db.pool, { name: 'Mwingine', email, password: PASSWORD });
    await db.pool.query('update member set user_id = $2 where id = $1', [
      ...[desk.shop.members.newcomer.id, userId],
    ]);
    expect((await join(token)).body).toMatchObject({ code: 'already_member' });
    expect((await desk.signIn(email, PASSWORD)).status, 'their password stays theirs').toBe(200);
  });

  it('takes a sign-in that belongs to nobody, with the password that was chosen now', async () => {
    const email = address();
    await createUser(db.pool, { name: 'Bila kazi', email, password: PASSWORD });
    expect((await desk.signIn(email, PASSWORD)).status, 'works nowhere').toBe(401);
    const { token } = await invite(desk, { email });
    expect((await join(token)).status).toBe(200);
    expect((await desk.signIn(email, PASSWORD)).status).toBe(401);
  });

  it('is no way in for a page of somebody else', async () => {
    const { token } = await invite(desk, { email: address() });
    const strangers: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of strangers) {
      const body = { token, name: 'X', password: NEW_PASSWORD };
      expect((await desk.post('/api/join', body, headers)).status).toBe(403);
      expect((await desk.post('/api/join/look', body, headers)).status).toBe(403);
    }
    expect((await look(token)).status).toBe(200);
  });

  it('cannot be guessed at speed', async () => {
    const tried = [];
    for (let n = 0; n < 70; n++) tried.push((await look('b'.repeat(43))).status);
    expect(tried.filter((status) => status === 429)).toHaveLength(10);
  });

  it('is a page whose address no other page and no log learns', async () => {
    const { token } = await invite(desk, { email: address() });
    const page = await desk.app.request(`http://localhost:3000/join/${token}`);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toBe('no-store');
    await join(token);
    expect(JSON.stringify(desk.lines)).not.toContain(token);
  });
});

describe('a link to a new password', () => {
  it('gives it, ends every session there was, and signs in', async () => {
    const { id } = desk.shop.members.agent;
    const made = await admin(`/${id}/password-link`);
    const { token } = made.body as { token: string };
    expect((await look(token)).body).toMatchObject({ kind: 'password', email: 'agent@shop.test' });
    expect(await desk.me(desk.cookies.agent)).toBe(200);
    const used = await join(token);
    expect(used.status).toBe(200);
    expect(await desk.me(desk.cookies.agent)).toBe(401);
    expect(await desk.me(cookieOf(used))).toBe(200);
    expect((await desk.signIn('agent@shop.test', PASSWORD)).status).toBe(401);
    expect((await desk.signIn('agent@shop.test', NEW_PASSWORD)).status).toBe(200);
    expect((await join(token)).body).toMatchObject({ code: 'link_used' });
    expect(
      (await db.rows<{ name: string }>('select name from member where id = $1', [id]))[0]!.name,
      'a name is not changed by it',
    ).toBe(desk.shop.members.agent.name);
  });

  it('is one for a member: the one made before opens nothing', async () => {
    const { id } = desk.shop.members.colleague;
    const first = (await admin(`/${id}/password-link`)).body as { token: string };
    const second = (await admin(`/${id}/password-link`)).body as { token: string };
    expect((await look(first.token)).body).toMatchObject({ code: 'link_taken_back' });
    expect((await look(second.token)).status).toBe(200);
  });

  it('opens nothing for somebody who was taken out', async () => {
    const { id } = desk.shop.members.outsider;
    const { token } = (await admin(`/${id}/password-link`)).body as { token: string };
    expect((await admin(`/${id}/remove`)).status).toBe(200);
    expect((await join(token)).body).toMatchObject({ code: 'link_taken_back' });
    expect((await admin(`/${id}/password-link`)).status).toBe(404);
  });
});

describe('one’s own password', () => {
  it('changes with the current one only, and ends the sessions elsewhere', async () => {
    const elsewhere = cookieOf(await desk.signIn('manager@shop.test'));
    const change = (currentPassword: string) =>
      desk.post(
        '/api/auth/change-password',
        { currentPassword, newPassword: NEW_PASSWORD, revokeOtherSessions: true },
        { cookie: desk.cookies.manager },
      );
    expect((await change('si-hilo-kabisa')).body).toMatchObject({ code: 'INVALID_PASSWORD' });
    const changed = await change(PASSWORD);
    expect(changed.status).toBe(200);
    expect(await desk.me(cookieOf(changed))).toBe(200);
    expect(await desk.me(elsewhere)).toBe(401);
    expect((await desk.signIn('manager@shop.test', NEW_PASSWORD)).status).toBe(200);
  });
});
