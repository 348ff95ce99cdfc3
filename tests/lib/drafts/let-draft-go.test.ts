import { beforeEach, expect, it, vi } from 'vitest';
import {
  conversationsWithDraft,
  draftOf,
  keepDraft,
  letDraftGo,
  returnToDraft,
} from '#lib/drafts/drafts.svelte.ts';

const ME = 'member-who-sends';
const frames: (() => void)[] = [];

beforeEach(() => {
  frames.length = 0;
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    getItem: (key: string) => kept.get(key) ?? null,
  });
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
});

async function paint(): Promise<void> {
  for (const run of frames.splice(0)) run();
  await new Promise((resolve) => setTimeout(resolve, 20));
}

it('what was sent is gone from the box and the device at once, and from the list of drafts after the frame', async () => {
  keepDraft(ME, 'sent', 'reply', 'Ndiyo');
  letDraftGo(ME, 'sent', 'reply');
  expect(draftOf(ME, 'sent', 'reply')).toBe('');
  expect(localStorage.getItem(`kazi.draft.${ME}.reply.sent`)).toBeNull();
  expect([...conversationsWithDraft(ME)]).toEqual(['sent']);
  await paint();
  expect([...conversationsWithDraft(ME)]).toEqual([]);
});

it('what is begun before that frame is a draft of its own', async () => {
  keepDraft(ME, 'begun', 'reply', 'Ndiyo');
  letDraftGo(ME, 'begun', 'reply');
  keepDraft(ME, 'begun', 'reply', 'Na');
  await paint();
  expect(draftOf(ME, 'begun', 'reply')).toBe('Na');
  letDraftGo(ME, 'begun', 'reply');
  await paint();
});

it('what is refused before that frame stands in the box once', async () => {
  keepDraft(ME, 'refused', 'reply', 'Ndiyo');
  letDraftGo(ME, 'refused', 'reply');
  returnToDraft(ME, 'refused', 'Ndiyo');
  await paint();
  expect(draftOf(ME, 'refused', 'reply')).toBe('Ndiyo');
});
