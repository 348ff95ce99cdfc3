import type { Page } from '@playwright/test';
import { expect, test } from './support/journey.ts';
import {
  list,
  note,
  openInbox,
  openThread,
  reply,
  row,
  showRow,
  syncState,
  thread,
  untilListed,
} from './support/screen.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A finger that rests on the middle of something. */
async function rest(page: Page, box: { x: number; y: number; width: number; height: number }) {
  const touch = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
  await expect(page.getByRole('toolbar', { name: '1 picked' })).toBeVisible();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

test('a conversation opens at what I have not seen, is read at its end, and keeps its place when older ones come', async ({
  open,
  customer,
  conversationOf,
}) => {
  const nekesa = await customer('Nekesa Wanyonyi');
  for (let n = 0; n < 60; n += 1)
    await nekesa.write(`Size ${n}, and what does it cost delivered to Bungoma?`);
  const id = await conversationOf(nekesa);
  const page = await open('wanjiku');
  const bubbles = thread(page).getByRole('article');
  const unread = () => row(page, nekesa.name).getByText('60', { exact: true });

  await openThread(page, id);
  await expect(bubbles).toHaveCount(60);
  await expect(thread(page).getByText('New', { exact: true })).toBeInViewport();
  await expect(bubbles.first()).toBeInViewport();
  await expect(bubbles.last()).not.toBeInViewport();
  await showRow(page, nekesa.name);
  await expect(unread()).toBeVisible();

  await thread(page).focus();
  await page.keyboard.press('End');
  await expect(bubbles.last()).toBeInViewport();
  await expect(unread()).toBeHidden();

  await page.reload();
  await expect(syncState(page, 'Up to date')).toBeVisible();
  await expect(bubbles.last()).toBeInViewport();
  await expect(bubbles).toHaveCount(50);
  const held = await thread(page).evaluate((box) => {
    box.scrollTop = 200;
    const first = [...box.querySelectorAll('[role="article"], article')].find(
      (bubble) => bubble.getBoundingClientRect().top > box.getBoundingClientRect().top,
    );
    return { id: first?.id ?? '', top: first?.getBoundingClientRect().top ?? 0 };
  });
  await expect(bubbles).toHaveCount(60);
  const box = await page.locator(`[id="${held.id}"]`).boundingBox();
  expect(Math.abs((box?.y ?? 0) - held.top), 'what I was reading stays where it was').toBeLessThanOrEqual(2);
});

test('the views can be put away and rows stand closer, and this device remembers both', async ({ open }) => {
  const page = await open('wanjiku');
  await openInbox(page);
  const views = page.getByRole('navigation', { name: 'Views' });
  const height = async () => (await list(page).getByRole('link').first().boundingBox())?.height;
  expect(await height()).toBe(60);
  await page.keyboard.press('[');
  await expect(views).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('compact');
  await page.keyboard.press('Enter');
  await expect.poll(height).toBe(44);

  await page.reload();
  await untilListed(page);
  await expect(views).toBeHidden();
  expect(await height()).toBe(44);
  await page.getByRole('button', { name: 'Show views' }).click();
  await expect(views).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show views' })).toBeHidden();
});

test('@ names a colleague in a note, : finds an emoji, and what is asked for is not sent', async ({
  open,
  customer,
  conversationOf,
}) => {
  const chebet = await customer('Chebet Koech');
  await chebet.write('Mko wazi?');
  const page = await open('brian');
  await openThread(page, await conversationOf(chebet));

  await page.keyboard.press('n');
  await note(page).pressSequentially('Ask @wan');
  await expect(page.getByRole('option', { name: /Wanjiku Kamau/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(note(page)).toHaveValue('Ask @Wanjiku ');
  await note(page).fill('');
  await page.keyboard.press('Escape');

  await page.keyboard.press('r');
  await reply(page).pressSequentially('Asante :tha');
  await expect(page.getByRole('listbox', { name: 'Emoji' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(reply(page)).toHaveValue('Asante 🙏');
  await reply(page).pressSequentially(' 10:30');
  await expect(page.getByRole('listbox')).toBeHidden();
  await reply(page).fill('');
});

test('on a phone a finger that rests on a row picks it, and taps pick more', async ({ open }) => {
  const page = await open('brian', PHONE);
  await page.goto('/inbox');
  await untilListed(page);
  const rows = list(page).getByRole('link');
  const box = await rows.nth(1).boundingBox();
  await rest(page, box ?? { x: 0, y: 0, width: 0, height: 0 });
  await rows.nth(2).tap();
  await expect(page.getByRole('toolbar', { name: '2 picked' })).toBeVisible();
  expect(new URL(page.url()).pathname, 'nothing was opened').toBe('/inbox');
  await rows.nth(2).tap();
  await expect(page.getByRole('toolbar', { name: '1 picked' })).toBeVisible();
});
