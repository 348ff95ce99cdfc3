import { afterPaint } from '#lib/ui/after-paint.ts';
import { lazyPart } from '#lib/ui/lazy-part.svelte.ts';

/** What the inbox opens; the list itself comes before all of it. */
export const inboxParts = {
  thread: lazyPart(() => import('./ThreadPane.svelte')),
  record: lazyPart(() => import('./RecordPane.svelte')),
  saveView: lazyPart(() => import('./SaveViewDialog.svelte')),
  snooze: lazyPart(() => import('./SnoozeDialog.svelte')),
};

// Whoever comes to a conversation sees it first.
if (location.pathname.startsWith('/inbox/')) void inboxParts.thread.fetch();

/** Once the list is drawn, what it opens comes before anybody can ask for it. Call while a component is being set up. */
export function fetchPanes(isListed: () => boolean): void {
  $effect(() =>
    isListed() ? afterPaint(() => void inboxParts.thread.fetch().then(inboxParts.record.fetch)) : undefined,
  );
}
