import type { Pool } from 'pg';
import type { Hono } from 'hono';
import { createAuth } from '#server/auth/create-auth.ts';
import { createUser } from '#server/auth/create-user.ts';
import { createWhoIsAsking } from '#server/auth/who-is-asking.ts';
import { createLog } from '#server/log.ts';
import { makeApp, OWN_ORIGIN } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestMember, TestWorkspace } from '../../support/make-workspace.ts';

export const PASSWORD = 'karibu-kazi';
export const NEW_PASSWORD = 'neno-jipya-kabisa';

type Answer = { status: number; body: Record<string, unknown>; headers: Headers; text: string };

export type PeopleDesk = {
  app: Hono;
  shop: TestWorkspace;
  /** By how they are called in the test workspace, each with a sign-in of their own: `admin@shop.test`. */
  cookies: Record<keyof TestWorkspace['members'], string>;
  /** Everything that was logged. */
  lines: unknown[];
  clock: { now: number };
  signIn: (email: string, password?: string) => Promise<Answer>;
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** As a signed-in member, from our own page. */
  ask: (cookie: string, path: string, body?: unknown) => Promise<Answer>;
  me: (cookie: string) => Promise<number>;
  close: () => Promise<void>;
};

export function cookieOf({ headers }: Pick<Answer, 'headers'>): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** A business whose people sign in for real, and the doors that are about them. */
export async function openPeopleDesk({ pool, url }: { pool: Pool; url: string }): Promise<PeopleDesk> {
  const shop = await makeWorkspace(pool);
  const entries = Object.entries(shop.members) as [keyof TestWorkspace['members'], TestMember][];
  for (const [who, { id, name }] of entries) {
    const userId = await createUser(pool, { name, email: `${who}@shop.test`, password: PASSWORD });
    await pool.query('update member set user_id = $2 where id = $1', [id, userId]);
  }
  const made = createAuth({
    ...{ databaseUrl: url, secret: 's'.repeat(40), origin: OWN_ORIGIN, allowedOrigins: [OWN_ORIGIN] },
  });
  const lines: unknown[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const clock = { now: Date.now() };
  const { app } = makeApp({
    ...{ pool, auth: made.auth, whoIsAsking: createWhoIsAsking({ auth: made.auth, pool }) },
    ...{ log: createLog({ name: 'test', level: 'info', stream }), now: () => clock.now },
  });

  async function post(
    path: string,
    body: unknown = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await app.request(`${OWN_ORIGIN}${path}`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', origin: OWN_ORIGIN, 'x-forwarded-for': '127.0.0.1' },
        ...headers,
      },
      body: JSON.stringify(body),
    });
    return read(answer);
  }
  const signIn = (email: string, password = PASSWORD) => post('/api/auth/sign-in/email', { email, password });
  const cookies = {} as PeopleDesk['cookies'];
  for (const [who] of entries) cookies[who] = cookieOf(await signIn(`${who}@shop.test`));

  return {
    ...{ app, shop, cookies, lines, clock, signIn, post, close: made.close },
    ask: async (cookie, path, body) =>
      body === undefined
        ? read(await app.request(`${OWN_ORIGIN}${path}`, { headers: { cookie } }))
        : post(path, body, { cookie }),
    me: async (cookie) => (await app.request(`${OWN_ORIGIN}/api/me`, { headers: { cookie } })).status,
  };
}

async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: answer.status, body, headers: answer.headers, text };
}

type Wanted = { name: string; email: string; role: string; inboxIds: string[] };

/** Invites somebody and gives the secret of the link. */
export async function invite(
  desk: PeopleDesk,
  wanted: Partial<Wanted> = {},
): Promise<{ id: string; token: string }> {
  const made = await desk.ask(desk.cookies.admin, '/api/people/invitations', {
    ...{ name: 'Zuhura Ali', email: 'zuhura@shop.test', role: 'agent', inboxIds: [desk.shop.inboxes.main] },
    ...wanted,
  });
  if (made.status !== 200) throw new Error(`not invited: ${made.text}`);
  return made.body as { id: string; token: string };
}
