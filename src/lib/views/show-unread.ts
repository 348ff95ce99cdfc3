const PLAIN = '/favicon.svg';
const MARKED = '/favicon-unread.svg';

type Badged = { setAppBadge?: (count: number) => Promise<void>; clearAppBadge?: () => Promise<void> };

/** Says how much is unread where a tab or an app's icon can: a dot on the one, the number on the other. */
export function showUnread(count: number): void {
  document.querySelector('link[rel="icon"]')?.setAttribute('href', count > 0 ? MARKED : PLAIN);
  const badged = navigator as Badged;
  const done = count > 0 ? badged.setAppBadge?.(count) : badged.clearAppBadge?.();
  done?.catch(() => undefined);
}
