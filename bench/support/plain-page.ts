import type { Page } from '@playwright/test';
import { timeEffect } from './time-effect.ts';

/** The floors of `paint`: the same keys on a page that keeps an array and writes the DOM, at once or after a fetch. */
export const PLAIN_PATH = '/plain-floor';

export type PlainAction = 'send' | 'assign' | 'tag' | 'snooze' | 'markRead';

const KEYS: Record<PlainAction, string> = {
  send: 'Enter',
  assign: 'i',
  tag: 't',
  snooze: 'h',
  markRead: 'u',
};

const HTML = `<!doctype html><meta charset="utf-8"><title>floor</title>
<ul id="list"></ul><div id="thread"></div><span id="owner"></span><span id="tags"></span><textarea></textarea>
<script>
const isFetching = location.hash === '#fetch';
const store = { rows: [], thread: [], tags: [], owner: '' };
const list = document.querySelector('#list'), thread = document.querySelector('#thread');
const tags = document.querySelector('#tags'), owner = document.querySelector('#owner'), box = document.querySelector('textarea');
const add = (parent, text) => Object.assign(parent.appendChild(document.createElement('div')), { textContent: text });
for (let n = 0; n < 2000; n++) store.rows.push({ id: n, unread: 0, status: 'open' });
const drawn = store.rows.slice(0, 60).map((row) => add(list, 'Mteja ' + row.id));
for (let n = 0; n < 50; n++) add(thread, 'Habari ' + n);
let turn = 0;
const acts = {
  Enter() { const text = box.value; box.value = ''; store.thread.push(text); add(thread, text); },
  i() { store.owner = 'me ' + ++turn; owner.textContent = store.owner; },
  t() { store.tags.push('tag ' + ++turn); add(tags, 'tag ' + turn); },
  h() { store.rows[turn % 60].status = 'snoozed ' + ++turn; drawn[(turn - 1) % 60].textContent = 'snoozed ' + turn; },
  u() { store.rows[0].unread = ++turn; drawn[0].textContent = 'unread ' + turn; },
};
addEventListener('keydown', async (event) => {
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  if (isFetching) await (await fetch('/api/me')).json();
  act();
});
</script>`;

/** Opens the floor on the product's own origin, so that its fetch carries the session like any other. */
export async function openPlainPage(page: Page, isFetching: boolean): Promise<void> {
  const address = `**${PLAIN_PATH}*`;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: HTML }));
  await page.goto(`${PLAIN_PATH}${isFetching ? '#fetch' : ''}`);
  // A route left in place would slow down every later request of the page.
  await page.unroute(address);
}

/** One action; `n` counts all actions on this page from 1, so that each effect is told from the one before. */
export async function timePlain(page: Page, action: PlainAction, n: number): Promise<number> {
  const text = `bubble ${n}`;
  if (action === 'send') await page.locator('textarea').fill(text);
  else await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const turn = await page.evaluate(() => {
    const words = [...document.querySelectorAll('#owner, #tags div, #list div')].map((e) => e.textContent);
    return Math.max(
      0,
      ...words.flatMap((w) => Number(/^(?:me|tag|snoozed|unread) (\d+)$/.exec(w)?.[1] ?? 0)),
    );
  });
  const effects = {
    send: { selector: '#thread div', text },
    assign: { selector: '#owner', text: `me ${turn + 1}` },
    tag: { selector: '#tags div', text: `tag ${turn + 1}` },
    snooze: { selector: '#list div', text: `snoozed ${turn + 1}` },
    markRead: { selector: '#list div', text: `unread ${turn + 1}` },
  };
  const key = KEYS[action];
  return timeEffect(page, { on: 'keydown', key, effect: effects[action] }, () => page.keyboard.press(key));
}
