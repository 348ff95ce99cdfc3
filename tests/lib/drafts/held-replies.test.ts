import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as drafts from '#lib/drafts/drafts.svelte.ts';
import type * as held from '#lib/drafts/held-replies.svelte.ts';

type Held = typeof held;
type Drafts = typeof drafts;
const ME = 'member-amina';

/** What a browser keeps of a page, in memory. */
function makeDevice(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

/** A tab of its own: the same device, nothing else in common. */
async function openTab(): Promise<Held & Drafts> {
  vi.resetModules();
  const held = await import('#lib/drafts/held-replies.svelte.ts');
  const drafts = await import('#lib/drafts/drafts.svelte.ts');
  held.loadHeldReplies(ME);
  drafts.loadDrafts(ME);
  return { ...held, ...drafts };
}

const replyOf = (id: string, at = 1) => ({
  id,
  conversationId: 'c1',
  text: `maneno ${id}`,
  quotedMessageId: null,
  seenAnswerId: null,
  at,
});
const waiting = (tab: Held) => tab.heldReplies.all.map(({ id }) => id);

beforeEach(() => vi.stubGlobal('localStorage', makeDevice()));
afterAll(() => vi.unstubAllGlobals());

describe('a reply on its way', () => {
  it('is found again when its tab was closed before the answer, with what its writer had seen', async () => {
    const reply = { ...replyOf('r1'), seenAnswerId: 'm9', anywayActivityId: 'a1' };
    (await openTab()).keepUntilAnswered(reply);
    expect((await openTab()).heldReplies.all).toEqual([reply]);
  });

  it('does not wait in the tab that is asking for it', async () => {
    const tab = await openTab();
    tab.keepUntilAnswered(replyOf('r1'));
    expect(waiting(tab)).toEqual([]);
  });

  it('is gone from the device once the answer came, and one tab alone acts on that', async () => {
    const first = await openTab();
    first.keepUntilAnswered(replyOf('r1'));
    const second = await openTab();
    expect([first.answerCame('r1'), second.answerCame('r1')]).toEqual([true, false]);
    expect(waiting(await openTab())).toEqual([]);
  });

  it('two tabs that wait at once keep both their replies', async () => {
    const [first, second] = [await openTab(), await openTab()];
    first.holdReply(replyOf('r1', 1));
    second.holdReply(replyOf('r2', 2));
    expect(waiting(await openTab())).toEqual(['r1', 'r2']);
  });

  it('goes out in order; what cannot be reached waits, and so does what comes after', async () => {
    const tab = await openTab();
    for (const [n, id] of ['r1', 'r2', 'r3'].entries()) tab.holdReply(replyOf(id, n));
    const asked: string[] = [];
    await tab.releaseHeldReplies(async ({ id }) => {
      asked.push(id);
      return id === 'r2' ? 'unreachable' : 'sent';
    }, vi.fn());
    expect(asked).toEqual(['r1', 'r2']);
    expect(waiting(await openTab())).toEqual(['r2', 'r3']);
  });

  it('that is refused stands in the box again, before what was begun meanwhile, and says that it came', async () => {
    const tab = await openTab();
    tab.holdReply(replyOf('r1'));
    tab.keepDraft(ME, 'c1', 'reply', 'na pia');
    const before = tab.draftReturns.count;
    await tab.releaseHeldReplies(
      async () => 'refused',
      ({ conversationId, text }) => tab.returnToDraft(ME, conversationId, text),
    );
    expect(tab.draftReturns.count).toBe(before + 1);
    const next = await openTab();
    expect(next.draftOf(ME, 'c1', 'reply')).toBe('maneno r1\nna pia');
    expect(waiting(next)).toEqual([]);
  });

  it('of somebody else on the same device is not ours to send', async () => {
    const tab = await openTab();
    tab.holdReply(replyOf('r1'));
    tab.loadHeldReplies('member-brian');
    expect(waiting(tab)).toEqual([]);
  });
});
