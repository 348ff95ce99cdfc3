import { Zero } from '@rocicorp/zero';
import type { MutatorResult } from '@rocicorp/zero';
import type { Session } from '#lib/session/session.svelte.ts';
import { mutators } from '#schema/mutators/index.ts';
import type { Context } from '#schema/context.ts';
import { schema } from '#schema/schema.ts';

export type KaziZero = Zero;

let current = $state.raw<KaziZero | null>(null);

/** The one connection of this tab. Throws when a screen asks before anyone is signed in: that is a defect. */
export function zero(): KaziZero {
  if (!current) throw new Error('the store was asked for before sign-in');
  return current;
}

/** Opens the store of a member; one already open for the same member is kept. */
export function openZero(session: Session): KaziZero {
  if (current && current.userID === session.memberId) return current;
  void current?.close();
  const { memberId, workspaceId, role, name } = session;
  const context: Context = { memberId, workspaceId, role, name, inboxIds: 'all' };
  current = new Zero({
    userID: memberId,
    cacheURL: `${location.origin}/sync`,
    schema,
    mutators,
    context,
    logLevel: 'error',
    // A laptop that slept or a short tunnel is not "offline": what was typed waits and goes out by itself.
    disconnectTimeoutMs: 60_000,
    slowMaterializeThreshold: 1_000,
  });
  return current;
}

/** Signing out leaves nothing of the business on the device. */
export async function forgetZero(): Promise<void> {
  const open = current;
  current = null;
  await open?.delete();
}

export { mutators };

/** Runs a mutation: the local effect is on screen at once; the promise tells what the server said. */
export async function settled(result: MutatorResult): Promise<{ ok: true } | { ok: false; error: unknown }> {
  const answer = await result.server;
  return answer.type === 'error' ? { ok: false, error: answer.error } : { ok: true };
}
