import { expect, PASSWORD, REVALIDATE_SECONDS, test } from './support/journey.ts';
import { untilListed } from './support/screen.ts';

const CUT_OFF_WITHIN_MS = REVALIDATE_SECONDS * 1_000 + 5_000;

test('an admin hands a colleague a link, who joins by it and works, until the admin takes them out', async ({
  open,
  complaints,
}) => {
  complaints.allow(/.*/);
  const otieno = await open('otieno');
  await otieno.goto('/settings/people');
  await otieno.getByRole('button', { name: 'Invite' }).click();
  const dialog = otieno.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { checked: true })).not.toHaveCount(0);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Zuhura Ali');
  await dialog.getByRole('textbox', { name: 'Email' }).fill('wanjiku@demo.kazi');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Wanjiku Kamau is here already');
  await dialog.getByRole('textbox', { name: 'Email' }).fill('zuhura@demo.kazi');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = await otieno.getByRole('textbox', { name: 'Link' }).inputValue();
  await otieno.getByRole('button', { name: 'I have it' }).click();
  await expect(otieno.getByText('zuhura@demo.kazi')).toBeVisible();

  const zuhura = await open('stranger');
  const addresses: string[] = [];
  zuhura.on('request', (request) => void addresses.push(request.headers()['referer'] ?? ''));
  await zuhura.goto(link);
  await expect(zuhura.getByText(/invites you to .* as agent/)).toBeVisible();
  await zuhura.getByRole('textbox', { name: 'Your name' }).fill('Zuhura A.');
  await zuhura.getByRole('textbox', { name: 'Password' }).fill('fupi');
  await zuhura.getByRole('button', { name: 'Join' }).click();
  await expect(zuhura.getByRole('alert')).toContainText('at least 8 characters');
  await zuhura.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await zuhura.getByRole('button', { name: 'Join' }).click();
  await untilListed(zuhura);
  await expect(zuhura).toHaveURL(/\/inbox$/);
  const secret = link.split('/').at(-1)!;
  expect(addresses.filter((address) => address.includes(secret))).toEqual([]);

  await zuhura.goto('/settings/people');
  await expect(zuhura.getByText('People are for admins.')).toBeVisible();
  const late = await open('stranger');
  await late.goto(link);
  await expect(late.getByRole('heading', { name: 'This link was used already.' })).toBeVisible();

  await zuhura.goto('/inbox');
  await untilListed(zuhura);
  await otieno.getByRole('button', { name: 'More for Zuhura A.' }).click();
  await otieno.getByRole('menuitem', { name: 'Take out' }).click();
  await otieno.getByRole('dialog').getByRole('button', { name: 'Take out' }).click();
  await expect(otieno.getByRole('button', { name: 'Let Zuhura A. in again' })).toBeVisible();
  await expect(zuhura.getByRole('button', { name: 'Sign in' })).toBeVisible({ timeout: CUT_OFF_WITHIN_MS });
  await expect(zuhura).toHaveURL(/\/login$/);
  await zuhura.getByRole('textbox', { name: 'Email' }).fill('zuhura@demo.kazi');
  await zuhura.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await zuhura.getByRole('button', { name: 'Sign in' }).click();
  await expect(zuhura.getByRole('alert')).toContainText('is not right');
});
