import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth } from '#server/auth/create-auth.ts';
import { createUser } from '#server/auth/create-user.ts';
import { createWhoIsAsking } from '#server/auth/who-is-asking.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';

const db = testDatabase();
const ORIGIN = 'http://localhost:3000';
const EMAIL = 'amina@demo.kazi';
const PASSWORD = 'karibu-kazi';
let app: Hono;
let close: () => Promise<void>;
let shop: TestWorkspace;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  const userId = await createUser(db.pool, { name: 'Amina', email: EMAIL, password: PASSWORD });
  await db.pool.query('update member set user_id = $2 where id = $1', [shop.members.agent.id, userId]);
  const made = createAuth({
    databaseUrl: db.url,
    secret: 's'.repeat(40),
    origin: ORIGIN,
    allowedOrigins: [ORIGIN],
  });
  close = made.close;
  app = makeApp({
    pool: db.pool,
    auth: made.auth,
    whoIsAsking: createWhoIsAsking({ auth: made.auth, pool: db.pool }),
  }).app;
});
afterAll(() => close());

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return Promise.resolve(
    app.request(`${ORIGIN}/api/auth${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: ORIGIN,
        'x-forwarded-for': '127.0.0.1',
        ...headers,
      },
      body: JSON.stringify(body),
    }),
  );
}
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
const me = async (cookie: string) => {
  const answer = await app.request(`${ORIGIN}/api/me`, { headers: { cookie } });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const signIn = (email = EMAIL, password = PASSWORD) => post('/sign-in/email', { email, password });

describe('signing in', () => {
  it('gives a session cookie that no script can read, and the app knows who asks', async () => {
    const answer = await signIn();
    expect(answer.status).toBe(200);
    const session = answer.headers.getSetCookie().find((line) => line.startsWith('kazi.session_token='));
    expect(session).toMatch(/HttpOnly/i);
    expect(session).toMatch(/SameSite=Lax/i);
    expect(await me(cookieOf(answer))).toMatchObject({
      status: 200,
      body: { memberId: shop.members.agent.id, workspaceId: shop.id, role: 'agent' },
    });
  });

  it('works whatever the case of the e-mail address', async () => {
    expect((await signIn('Amina@Demo.Kazi')).status).toBe(200);
  });

  it('a wrong password and an unknown address are refused in the same words, with a code', async () => {
    const [wrong, unknown] = [await signIn(EMAIL, 'not-the-password'), await signIn('nobody@demo.kazi')];
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const [a, b] = [(await wrong.json()) as { code: string }, (await unknown.json()) as { code: string }];
    expect(a.code).toBe('INVALID_EMAIL_OR_PASSWORD');
    expect(b).toEqual(a);
    expect(
      wrong.headers
        .getSetCookie()
        .filter((line) => line.startsWith('kazi.session_token=') && !/Max-Age=0/i.test(line)),
    ).toEqual([]);
  });

  it('nobody signs up by themselves', async () => {
    const answer = await post('/sign-up/email', {
      name: 'Mgeni',
      email: 'mgeni@example.com',
      password: 'neno-la-siri',
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await db.count(`select count(*) from auth."user" where email = 'mgeni@example.com'`)).toBe(0);
  });

  it('a page of somebody else cannot sign anyone in or out', async () => {
    const cookie = cookieOf(await signIn());
    const answer = await post('/sign-out', {}, { origin: 'https://evil.example', cookie });
    expect(answer.status).toBe(403);
    expect((await me(cookie)).status).toBe(200);
  });

  it('passwords are not kept as they were typed', async () => {
    const [row] = await db.rows<{ password: string }>('select password from auth.account');
    expect(row?.password).not.toContain(PASSWORD);
    expect(row!.password.length).toBeGreaterThan(60);
  });
});

describe('being known', () => {
  it('no cookie, a made-up one, one with a changed letter: nobody', async () => {
    const cookie = cookieOf(await signIn());
    const forged = cookie.replace(
      /session_token=(.)/,
      (_, first: string) => `session_token=${first === 'a' ? 'b' : 'a'}`,
    );
    for (const bad of ['', 'kazi.session_token=made-up', forged]) expect((await me(bad)).status).toBe(401);
  });

  it('signed out is nobody', async () => {
    const cookie = cookieOf(await signIn());
    expect((await post('/sign-out', {}, { cookie })).status).toBe(200);
    expect((await me(cookie)).status).toBe(401);
  });

  it('a member who was removed is nobody from the next request on', async () => {
    const cookie = cookieOf(await signIn());
    await db.pool.query('update member set deactivated_at = now() where id = $1', [shop.members.agent.id]);
    expect((await me(cookie)).status).toBe(401);
    await db.pool.query('update member set deactivated_at = null where id = $1', [shop.members.agent.id]);
    expect((await me(cookie)).status).toBe(200);
  });

  it('a changed role counts from the next request on', async () => {
    const cookie = cookieOf(await signIn());
    await db.pool.query(`update member set role = 'manager' where id = $1`, [shop.members.agent.id]);
    expect((await me(cookie)).body['role']).toBe('manager');
    await db.pool.query(`update member set role = 'agent' where id = $1`, [shop.members.agent.id]);
  });

  it('a session that ran out is nobody', async () => {
    const cookie = cookieOf(await signIn());
    await db.pool.query(`update auth.session set "expiresAt" = now() - interval '1 minute'`);
    expect((await me(cookie)).status).toBe(401);
  });
});

describe('creating a sign-in', () => {
  it('an address already known keeps its password', async () => {
    const id = await createUser(db.pool, {
      name: 'Mwingine',
      email: EMAIL.toUpperCase(),
      password: 'tofauti-kabisa',
    });
    expect(id).toBe(
      (await db.rows<{ id: string }>('select id from auth."user" where email = $1', [EMAIL]))[0]!.id,
    );
    expect((await signIn()).status).toBe(200);
  });
});
