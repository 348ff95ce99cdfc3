import { redirect } from '@sveltejs/kit';
import { loadDrafts } from '#lib/drafts/drafts.svelte.ts';
import { loadHeldReplies } from '#lib/drafts/held-replies.svelte.ts';
import { loadSession } from '#lib/session/session.svelte.ts';
import { openZero } from '#lib/zero/zero.svelte.ts';

/** Nothing behind this layout is drawn for a stranger. */
export async function load() {
  const session = await loadSession();
  if (!session) redirect(307, '/login');
  openZero(session);
  loadDrafts(session.memberId);
  loadHeldReplies(session.memberId);
  return { session };
}
