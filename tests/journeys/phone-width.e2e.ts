import type { Page } from '@playwright/test';
import { expect, test } from './support/journey.ts';
import { bubble, list, openInbox, reply, sendReply, showRow, thread, untilListed } from './support/screen.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function overflow(page: Page): Promise<number> {
  return await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

test('on a phone I go from the list into a conversation, answer with my thumb, and go back', async ({
  open,
  customer,
  conversationOf,
}) => {
  const nekesa = await customer('Nekesa Simiyu');
  await nekesa.write('Are you open on Sunday?');
  await conversationOf(nekesa);
  const page = await open('brian', PHONE);
  await page.goto('/inbox');
  await untilListed(page);
  expect(await overflow(page), 'the list fits the width').toBe(0);
  await (await showRow(page, nekesa.name)).getByRole('link').tap();
  await expect(bubble(page, 'Are you open on Sunday?')).toBeVisible();
  await expect(list(page)).toBeHidden();
  expect(await overflow(page), 'the thread fits the width').toBe(0);

  const box = await reply(page).boundingBox();
  expect(box && box.y > 844 / 2 && box.y + box.height <= 844, 'the box is within thumb reach').toBe(true);
  const send = await page.getByRole('button', { name: 'Send', exact: true }).boundingBox();
  expect(send?.height, 'Send can be hit').toBeGreaterThanOrEqual(44);
  await sendReply(page, 'Sunday from ten');
  await expect(bubble(page, 'Sunday from ten')).toBeVisible();

  await page.getByRole('button', { name: 'Back to the list' }).tap();
  await expect(list(page)).toBeVisible();
  await expect(thread(page)).toBeHidden();
});

test('a long word without a gap does not push the phone sideways', async ({
  open,
  customer,
  conversationOf,
}) => {
  const person = await customer('Wanjala Barasa');
  await person.write(`https://example.com/${'a'.repeat(300)}`);
  const id = await conversationOf(person);
  const page = await open('brian', PHONE);
  await page.goto(`/inbox/${id}`);
  await expect(bubble(page, 'aaaaaaaa')).toBeVisible();
  expect(await overflow(page)).toBe(0);
});

test('on a phone I am still told whether the list is fresh', async ({ open }) => {
  const page = await open('brian', PHONE);
  await page.goto('/inbox');
  await untilListed(page);
  await expect(page.getByRole('status', { name: 'Up to date' })).toHaveCount(1);
  await openInbox(page);
});

test('on a phone I read that the window is shut, above the template that would reopen it', async ({
  open,
  customer,
  conversationOf,
  sql,
}) => {
  const atieno = await customer('Atieno Odhiambo');
  await atieno.write('Niliuliza jana');
  const id = await conversationOf(atieno);
  await sql(`update conversation set window_closes_at = now() - interval '1 hour' where id = $1`, [id]);
  const page = await open('brian', PHONE);
  await page.goto(`/inbox/${id}`);
  await expect(page.getByText('Window shut until Atieno writes')).toBeVisible();
  expect(await overflow(page)).toBe(0);
});
