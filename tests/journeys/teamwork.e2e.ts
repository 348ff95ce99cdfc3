import { expect, test } from './support/journey.ts';
import { bubble, list, openInbox, openRow, openThread, row, showRow, thread } from './support/screen.ts';

test('when a colleague takes a conversation I see whose it is at once', async ({
  open,
  customer,
  conversationOf,
}) => {
  const chepkoech = await customer('Chepkoech Langat');
  await chepkoech.write('I would like to order a cake');
  const id = await conversationOf(chepkoech);
  const [amina, brian] = [await open('amina'), await open('brian')];
  await openThread(brian, id);
  await expect(await showRow(brian, chepkoech.name)).toHaveAccessibleName(/No owner/);
  await openThread(amina, id);

  await amina.keyboard.press('i');
  await expect(row(brian, chepkoech.name)).toHaveAccessibleName(/Assigned to Amina Yusuf/);
  await expect(thread(brian).getByText(/Amina/).first()).toBeVisible();

  // And handed on to Brian, who finds it among his own.
  await amina.getByRole('button', { name: 'Assign' }).first().click();
  await amina.getByRole('menuitemcheckbox', { name: 'Brian Mwangi' }).click();
  await brian.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^Mine/ }).click();
  await expect(await showRow(brian, chepkoech.name)).toHaveAccessibleName(/Assigned to Brian Mwangi/);
});

test('a conversation a colleague closes leaves my list, and comes back when the customer writes again', async ({
  open,
  customer,
  conversationOf,
}) => {
  const kemunto = await customer('Kemunto Nyaboke');
  await kemunto.write('Thank you, that is all');
  const id = await conversationOf(kemunto);
  const [amina, brian] = [await open('amina'), await open('brian')];
  await openInbox(brian);
  await showRow(brian, kemunto.name);
  await openThread(amina, id);

  await amina.getByRole('button', { name: 'Close', exact: true }).first().click();
  await expect(row(brian, kemunto.name)).toBeHidden();
  const views = brian.getByRole('navigation', { name: 'Views' });
  await views.getByRole('link', { name: /^Closed/ }).click();
  await showRow(brian, kemunto.name);

  await kemunto.write('One more thing: do you deliver to Kisii?');
  await expect(row(brian, kemunto.name)).toBeHidden();
  await views.getByRole('link', { name: /^All/ }).click();
  await openRow(brian, kemunto.name);
  await expect(bubble(brian, 'do you deliver to Kisii?')).toBeVisible();
  await expect(list(brian)).toBeVisible();
});
