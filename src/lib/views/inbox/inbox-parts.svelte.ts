import { afterPaint } from '#lib/ui/after-paint.ts';
import { lazyPart } from '#lib/ui/lazy-part.svelte.ts';

const threadPane = lazyPart(() => import('./ThreadPane.svelte'));
const recordPane = lazyPart(() => import('./RecordPane.svelte'));
const peekPane = lazyPart(() => import('./Peek.svelte'));
// Whoever comes to a conversation sees it first.
if (location.pathname.startsWith('/inbox/')) void threadPane.fetch();

type Asked = {
  isListed: () => boolean;
  isThread: () => boolean;
  isRecord: () => boolean;
  isPeek: () => boolean;
};

/** What a list opens: it comes after the list and is here before anybody can ask for it. Call while a screen is set up. */
export function inboxParts({ isListed, isThread, isRecord, isPeek }: Asked) {
  $effect(() => (isListed() ? afterPaint(() => void threadPane.fetch().then(recordPane.fetch)) : undefined));
  const Thread = $derived(threadPane.of(isThread()));
  const Record = $derived(recordPane.of(isRecord()));
  const Peek = $derived(peekPane.of(isPeek()));
  return {
    get Thread() {
      return Thread;
    },
    get Record() {
      return Record;
    },
    get Peek() {
      return Peek;
    },
  };
}
