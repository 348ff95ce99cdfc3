import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** A new browser fetches the app and fills its store first; every journey waits for that, so it looks often. */
const COLD = { timeout: 30_000, intervals: [50] };

async function untilVisible(part: Locator): Promise<void> {
  await expect.poll(() => part.isVisible(), { message: `${part} is on screen`, ...COLD }).toBe(true);
}

export const list = (page: Page): Locator => page.getByRole('list', { name: 'Conversations' });
export const thread = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });
export const reply = (page: Page): Locator => page.getByRole('textbox', { name: 'Reply' });
export const note = (page: Page): Locator => page.getByRole('textbox', { name: 'Note', exact: true });
export const syncState = (page: Page, state: 'Up to date' | 'Catching up' | 'Offline'): Locator =>
  page.getByRole('status', { name: state });

/** The row of a person: its name starts with theirs. */
export const row = (page: Page, name: string): Locator =>
  list(page).getByRole('listitem', { name: new RegExp(`^${escaped(name)}(,|$)`) });

/** The bubble that says this. */
export const bubble = (page: Page, text: string): Locator =>
  thread(page).getByRole('article').filter({ hasText: text });

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Waits for the first rows of a browser that starts from nothing. */
export async function untilListed(page: Page): Promise<void> {
  await untilVisible(list(page).getByRole('listitem').first());
}

/** Opens a conversation by its address and waits until it is on screen and the store is fresh. */
export async function openThread(page: Page, conversationId: string): Promise<void> {
  await page.goto(`/inbox/${conversationId}`);
  await untilVisible(thread(page));
  await untilVisible(syncState(page, 'Up to date'));
}

/** Opens the inbox and waits until there are rows and the store is fresh. */
export async function openInbox(page: Page, address = '/inbox'): Promise<void> {
  await page.goto(address);
  await untilListed(page);
  await untilVisible(syncState(page, 'Up to date'));
}

/** Scrolls the list as far as needed: rows out of sight are not in the page. */
export async function showRow(page: Page, name: string): Promise<Locator> {
  const wanted = row(page, name);
  await expect(async () => {
    if ((await wanted.count()) === 0) await scrollList(page);
    await expect(wanted).toBeVisible({ timeout: 100 });
  }).toPass({ intervals: [50] });
  return wanted;
}

/** Opens the conversation of a row, wherever the list has put it meanwhile: one that was just in sight may be gone again. */
export async function openRow(page: Page, name: string): Promise<void> {
  const wanted = row(page, name);
  await expect(async () => {
    if ((await wanted.count()) === 0) await scrollList(page);
    await wanted.getByRole('link').click({ timeout: 1_000 });
  }).toPass({ intervals: [50] });
}

/** One screen down, and from the end back to the top. */
async function scrollList(page: Page): Promise<void> {
  await list(page).evaluate((element) => {
    const box = [element, ...element.querySelectorAll('*')].find(
      (inner) =>
        inner.scrollHeight > inner.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(inner).overflowY),
    );
    if (!box) return;
    const isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    box.scrollTop = isAtEnd ? 0 : box.scrollTop + box.clientHeight / 2;
  });
}

/** The names in the list from top to bottom, as they are drawn. */
export async function namesShown(page: Page): Promise<string[]> {
  const rows = await list(page)
    .getByRole('listitem')
    .evaluateAll((items) =>
      items.map((item) => ({
        name: (item.getAttribute('aria-label') ?? '').split(',')[0] ?? '',
        top: item.getBoundingClientRect().top,
      })),
    );
  return rows.sort((a, b) => a.top - b.top).map((item) => item.name);
}

/** Writes a reply and sends it as a person does. */
export async function sendReply(page: Page, text: string): Promise<void> {
  await reply(page).fill(text);
  await reply(page).press('Enter');
}
