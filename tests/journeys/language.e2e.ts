import { expect, test } from './support/journey.ts';
import { openInbox } from './support/screen.ts';

test('I choose Kiswahili and every word changes at once, also on a page that brings its own, and English brings them back', async ({
  open,
}) => {
  const page = await open('otieno');
  await openInbox(page);
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
  await page.getByRole('button', { name: 'Otieno Odhiambo, your menu' }).first().click();
  await page.getByRole('menuitemcheckbox', { name: 'Kiswahili' }).click();

  const views = page.getByRole('navigation', { name: 'Views' });
  await expect(views).toBeHidden();
  await expect(page.getByRole('list', { name: 'Mazungumzo' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', /^sw/);
  await page.reload();
  await expect(page.getByRole('list', { name: 'Mazungumzo' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Conversations' })).toHaveCount(0);

  // A page of Settings brings its own words: it never stands there in English first, and turns with the rest.
  await page.goto('/settings/keys');
  await expect(page.getByRole('button', { name: 'Ufunguo mpya' }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'New key' })).toHaveCount(0);
  await page
    .getByRole('button', { name: /^Otieno Odhiambo, / })
    .first()
    .click();
  await page.getByRole('menuitemcheckbox', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'New key' }).first()).toBeVisible();
  await page.goto('/inbox');
  await expect(page.getByRole('list', { name: 'Conversations' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
});
