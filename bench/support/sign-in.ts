import type { Context } from '#schema/context.ts';

export type SignedIn = { cookie: string; context: Context };

/** Signs a person in as a browser would and returns the cookie with who they are. */
export async function signIn(
  origin: string,
  { email, password }: { email: string; password: string },
): Promise<SignedIn> {
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const me = (await (await fetch(`${origin}/api/me`, { headers: { cookie } })).json()) as Context;
  return { cookie, context: { ...me, inboxIds: 'all' } };
}
