import type { Page } from '@playwright/test';
import { expect, test } from './support/journey.ts';
import { bubble, openThread, sendReply, thread } from './support/screen.ts';
import { bubbleWith } from './support/status-climb.ts';

async function openPhone(page: Page, name: string): Promise<void> {
  await page.goto('/sandbox');
  await page.getByRole('list', { name: 'Who are you' }).getByRole('button', { name }).click();
  await expect(page.getByRole('log', { name: 'Chat' })).toBeVisible();
}

test('as the customer I write, send a photo and a voice note, and read the answer on my phone', async ({
  open,
  customer,
  conversationOf,
}) => {
  const njeri = await customer('Njeri Waithera');
  const phone = await open('stranger');
  await openPhone(phone, njeri.name);
  const chat = phone.getByRole('log', { name: 'Chat' });
  await phone.getByRole('textbox', { name: 'Message' }).fill('Is this bed in stock?');
  await phone.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(chat.getByRole('article').filter({ hasText: 'Is this bed in stock?' })).toBeVisible();

  const agent = await open('amina');
  await openThread(agent, await conversationOf(njeri));
  await expect(bubble(agent, 'Is this bed in stock?')).toBeVisible();

  await phone.getByRole('button', { name: 'Take a sample photo' }).click();
  const photo = thread(agent).getByRole('article').getByRole('img').first();
  await expect(photo).toBeVisible();
  await expect
    .poll(
      () =>
        thread(agent)
          .locator('article img')
          .first()
          .evaluate((image: HTMLImageElement) => image.naturalWidth),
      { message: 'the photo is drawn' },
    )
    .toBeGreaterThan(0);

  await phone.getByRole('button', { name: 'Attach' }).click();
  await phone.getByRole('menuitem', { name: 'Sample voice note' }).click();
  await thread(agent).getByRole('button', { name: 'Play' }).click();
  await expect
    .poll(
      () =>
        thread(agent)
          .locator('audio')
          .evaluate((audio: HTMLAudioElement) => audio.currentTime),
      {
        message: 'the voice note plays',
      },
    )
    .toBeGreaterThan(0);
  expect(
    await thread(agent)
      .locator('audio')
      .evaluate((audio: HTMLAudioElement) => audio.duration),
    'it is as long as it was recorded',
  ).toBeGreaterThan(1);

  await sendReply(agent, 'It is, and we deliver on Friday');
  await expect(chat.getByRole('article').filter({ hasText: 'we deliver on Friday' })).toBeVisible();
  // Her phone lies open on this chat, so it counts as read.
  await expect(bubbleWith(agent, 'we deliver on Friday', 'Read')).toBeVisible();
});

test('as a customer nobody knows yet I make myself up and stand in the inbox a moment later', async ({
  open,
  sql,
}) => {
  const phone = await open('stranger');
  await phone.goto('/sandbox');
  await phone.getByRole('button', { name: 'Someone new' }).click();
  await phone.getByRole('textbox', { name: 'Name' }).fill('Tabitha Nzilani');
  await phone.getByRole('button', { name: 'Start writing' }).click();
  // Before, the box is still somebody else's.
  await expect(phone.locator('[aria-current="true"]')).toHaveText(/Tabitha Nzilani/);
  await phone.getByRole('textbox', { name: 'Message' }).fill('Naweza kulipa kwa awamu?');
  await phone.getByRole('textbox', { name: 'Message' }).press('Enter');

  const find = async () =>
    (await sql<{ id: string }>('select id from conversation where contact_name = $1', ['Tabitha Nzilani']))[0]
      ?.id ?? '';
  await expect.poll(find).not.toBe('');
  const agent = await open('brian');
  await openThread(agent, await find());
  await expect(bubble(agent, 'Naweza kulipa kwa awamu?')).toBeVisible();
});
