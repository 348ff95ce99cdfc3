import { expect, test } from './support/journey.ts';

test('an admin connects a number, rests it and puts it back; what was typed stays when WhatsApp says no', async ({
  open,
  sql,
  complaints,
}) => {
  complaints.allow(/\/api\/channels .*\b422\b/);
  const otieno = await open('otieno');
  await otieno.goto('/settings/channels?connect=100000000000002');
  const dialog = otieno.getByRole('dialog', { name: 'Connect a WhatsApp number' });
  await expect(dialog.getByLabel('Phone number id')).toHaveValue('100000000000002');
  await dialog.getByLabel('Access token').fill('EAAG-not-a-token-of-anybody');
  await dialog.getByLabel('Name in Kazi').fill('Westlands');
  const connect = dialog.getByRole('button', { name: 'Ask WhatsApp and connect' });
  await connect.click();
  await expect(dialog.getByRole('alert')).toContainText('WhatsApp does not accept this token.');
  await expect(dialog.getByLabel('Name in Kazi')).toHaveValue('Westlands');
  await dialog.getByLabel('Access token').fill('sandbox-access-token');
  await connect.click();

  const card = otieno
    .locator('section')
    .filter({ has: otieno.getByRole('heading', { name: 'Westlands', exact: true }) });
  await expect(card).toContainText('+254 700 000 002');
  await expect(card).toContainText('Nothing has come from this number yet');
  await card.getByRole('switch', { name: 'In service' }).click();
  await expect(card).toContainText('Out of service since');
  await card.getByRole('button', { name: 'Put it back' }).click();
  await expect(card).toContainText('Sending');

  const westlands = `select id from channel where name = 'Westlands'`;
  await sql(`delete from channel_secret where channel_id in (${westlands})`);
  await sql(`delete from channel where name = 'Westlands'`);
});
