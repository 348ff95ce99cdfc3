import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/journey.ts';
import { list, openInbox, thread, untilListed } from './support/screen.ts';

/** What would keep somebody out: serious and critical findings, each with the place it stands. */
async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nobody is kept out of the inbox by how they see or point (${colorScheme})`, async ({ open }) => {
    const stranger = await open('stranger', { colorScheme });
    await stranger.goto('/login');
    await expect(stranger.getByRole('button', { name: 'Sign in' })).toBeVisible();
    expect.soft(await barriers(stranger), 'sign-in').toEqual([]);

    const page = await open('brian', { colorScheme });
    await openInbox(page);
    await list(page).getByRole('link').first().click();
    await expect(thread(page).getByRole('article').first()).toBeVisible();
    expect.soft(await barriers(page), 'list and thread').toEqual([]);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    expect.soft(await barriers(page), 'help').toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await expect(page.getByRole('dialog', { name: 'Notifications' })).toBeVisible();
    expect.soft(await barriers(page), 'notifications').toEqual([]);
    await page.goto('/settings/notifications');
    await expect(page.getByRole('status', { name: 'Up to date' })).toBeVisible();
    await page.getByRole('switch', { name: 'Quiet hours' }).check();
    await expect(page.getByLabel('From', { exact: true })).toBeVisible();
    expect.soft(await barriers(page), 'how I am told').toEqual([]);
  });

  test(`nobody is kept out on a phone either (${colorScheme})`, async ({ open }) => {
    const page = await open('brian', { colorScheme, viewport: { width: 390, height: 844 } });
    await page.goto('/inbox');
    await untilListed(page);
    expect.soft(await barriers(page), 'inbox').toEqual([]);
    await list(page).getByRole('link').first().click();
    await expect(thread(page).getByRole('article').first()).toBeVisible();
    expect.soft(await barriers(page), 'thread').toEqual([]);
  });

  test(`nobody is kept out of the sandbox (${colorScheme})`, async ({ open }) => {
    const page = await open('stranger', { colorScheme });
    await page.goto('/sandbox');
    await expect(page.getByRole('list', { name: 'Who are you' })).toBeVisible();
    await expect(page.getByRole('log', { name: 'Chat' })).toBeVisible();
    expect(await barriers(page), 'sandbox').toEqual([]);
  });
}

test('an open menu is a part of the page that one can find', async ({ open }) => {
  const page = await open('brian');
  await openInbox(page);
  await list(page).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Assign' }).first().click();
  await expect(page.getByRole('menu')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withRules(['region']).analyze();
  expect(violations.flatMap((v) => v.nodes.map((node) => node.html.slice(0, 160)))).toEqual([]);
});
