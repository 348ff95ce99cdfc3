import type { MemberRole } from '#schema/tables.gen.ts';

/** Who is signed in on this device, as the server says. */
export type Session = {
  memberId: string;
  workspaceId: string;
  role: MemberRole;
  name: string;
  isSandbox: boolean;
};

export type SignInResult = 'ok' | 'wrong' | 'tooMany' | 'unreachable';

const REMEMBERED = 'kazi.session';

let current = $state.raw<Session | null>(null);

export const session = {
  /** Null before the first answer and after sign-out. */
  get current(): Session | null {
    return current;
  },
};

/**
 * Asks the server who we are. Without a network the last answer stands, so that the app opens on what it last knew;
 * the server will be asked again by the first thing that needs it.
 */
export async function loadSession(): Promise<Session | null> {
  try {
    const response = await fetch('/api/me', { headers: { accept: 'application/json' } });
    if (response.status === 401) return remember(null);
    if (response.ok) return remember((await response.json()) as Session);
  } catch {
    // Offline: fall through to what is remembered.
  }
  const remembered = localStorage.getItem(REMEMBERED);
  current = remembered ? (JSON.parse(remembered) as Session) : null;
  return current;
}

export async function signIn({
  email,
  password,
}: {
  email: string;
  password: string;
}): Promise<SignInResult> {
  try {
    const response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (response.status === 429) return 'tooMany';
    if (response.ok) return (await loadSession()) ? 'ok' : 'wrong';
    return response.status >= 500 ? 'unreachable' : 'wrong';
  } catch {
    return 'unreachable';
  }
}

/** Another password for whoever is signed in; every other session of theirs ends. */
export async function changePassword({
  current,
  next,
}: {
  current: string;
  next: string;
}): Promise<SignInResult> {
  try {
    const response = await fetch('/api/auth/change-password', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ currentPassword: current, newPassword: next, revokeOtherSessions: true }),
    });
    if (response.status === 429) return 'tooMany';
    if (response.ok) return 'ok';
    return response.status >= 500 ? 'unreachable' : 'wrong';
  } catch {
    return 'unreachable';
  }
}

/** Ends the session on the server; the caller clears the local store. */
export async function endSession(): Promise<void> {
  await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  remember(null);
}

function remember(session: Session | null): Session | null {
  current = session;
  if (session) localStorage.setItem(REMEMBERED, JSON.stringify(session));
  else localStorage.removeItem(REMEMBERED);
  return session;
}
