import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/journey.ts';
import { list, openInbox, thread, untilListed } from './support/screen.ts';

/** What a screen's colours decide; everything else is the same by night as by day. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** What would keep somebody out: serious and critical findings, each with the place it stands. */
async function barriers(look: AxeBuilder): Promise<string[]> {
  const { violations } = await look.analyze();
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`));
}

/** By day and by night. */
async function expectNoBarriers(page: Page, where: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  expect.soft(await barriers(new AxeBuilder({ page })), where).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  const colours = new AxeBuilder({ page }).withRules(OF_COLOUR);
  expect.soft(await barriers(colours), `${where}, in the dark`).toEqual([]);
}

test('nobody is kept out of the inbox by how they see or point', async ({ open }) => {
  const page = await open('brian');
  await openInbox(page);
  await list(page).getByRole('link').first().click();
  await expect(thread(page).getByRole('article').first()).toBeVisible();
  await expectNoBarriers(page, 'list and thread');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await expectNoBarriers(page, 'help');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog', { name: 'Notifications' })).toBeVisible();
  await expectNoBarriers(page, 'notifications');
});

test('nobody is kept out of how they are told', async ({ open }) => {
  const page = await open('brian');
  await page.goto('/settings/notifications');
  await expect(page.getByRole('status', { name: 'Up to date' })).toBeVisible();
  await page.getByRole('switch', { name: 'Quiet hours' }).check();
  await expect(page.getByLabel('From', { exact: true })).toBeVisible();
  await expectNoBarriers(page, 'how I am told');
});

test('nobody is kept out on a phone either', async ({ open }) => {
  const page = await open('brian', { viewport: { width: 390, height: 844 } });
  await page.goto('/inbox');
  await untilListed(page);
  await expectNoBarriers(page, 'inbox');
  await list(page).getByRole('link').first().click();
  await expect(thread(page).getByRole('article').first()).toBeVisible();
  await expectNoBarriers(page, 'thread');
});

test('nobody is kept out of the sign-in and the sandbox', async ({ open }) => {
  const page = await open('stranger');
  await page.goto('/login');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expectNoBarriers(page, 'sign-in');
  await page.goto('/sandbox');
  await expect(page.getByRole('list', { name: 'Who are you' })).toBeVisible();
  await expect(page.getByRole('log', { name: 'Chat' })).toBeVisible();
  await expectNoBarriers(page, 'sandbox');
});

test('nobody is kept out of how people come in', async ({ open, baseURL }) => {
  const page = await open('otieno');
  await page.goto('/settings/people');
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { checked: true })).not.toHaveCount(0);
  await expectNoBarriers(page, 'inviting');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Halima Said');
  await dialog.getByRole('textbox', { name: 'Email' }).fill('halima@demo.kazi');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(link.startsWith(`${baseURL}/join/`)).toBe(true);
  await page.getByRole('button', { name: 'I have it' }).click();
  await expect(page.getByRole('button', { name: 'Take back' })).toBeVisible();
  await expectNoBarriers(page, 'people');

  const stranger = await open('stranger');
  await stranger.goto(link);
  await expect(stranger.getByRole('button', { name: 'Join' })).toBeVisible();
  await expectNoBarriers(stranger, 'joining');
  await page.getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText('halima@demo.kazi')).toHaveCount(0);
});

test('an open menu is a part of the page that one can find', async ({ open }) => {
  const page = await open('brian');
  await openInbox(page);
  await list(page).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Assign' }).first().click();
  await expect(page.getByRole('menu')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withRules(['region']).analyze();
  expect(violations.flatMap((v) => v.nodes.map((node) => node.html.slice(0, 160)))).toEqual([]);
});
