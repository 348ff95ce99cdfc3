import { expect, test } from './support/journey.ts';

test('a shared view is its maker’s and a manager’s to change, and everyone sees what it became', async ({
  open,
}) => {
  const agent = await open('amina');
  const colleague = await open('brian');
  const manager = await open('wanjiku');
  for (const page of [agent, colleague, manager]) await page.goto('/inbox');
  const viewsOf = (page: typeof agent) => page.getByRole('navigation', { name: 'Views' });

  await agent.getByRole('button', { name: 'Save this view' }).click();
  const dialog = agent.getByRole('dialog', { name: 'Save this view' });
  await dialog.getByRole('textbox', { name: 'Name of the view' }).fill('Ours alone');
  await dialog.getByRole('checkbox', { name: 'For everyone' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(viewsOf(colleague).getByRole('link', { name: /Ours alone/ })).toBeVisible();
  await expect(
    viewsOf(colleague).getByRole('button', { name: 'Change Ours alone' }),
    'what another shares is not mine to change',
  ).toHaveCount(0);

  await viewsOf(manager).getByRole('button', { name: 'Change Ours alone' }).click();
  await manager.getByRole('menuitem', { name: 'Change this view' }).click();
  const change = manager.getByRole('dialog', { name: 'Change this view' });
  await expect(change.getByText('A view others share stays shared.')).toBeVisible();
  await change.getByRole('textbox', { name: 'Name of the view' }).fill('Late for everyone');
  await change.getByRole('button', { name: 'Add a condition' }).click();
  await change.getByRole('textbox', { name: 'Tag' }).fill('wholesale');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(viewsOf(colleague).getByRole('link', { name: /Late for everyone/ })).toBeVisible();

  await viewsOf(agent).getByRole('button', { name: 'Change Late for everyone' }).click();
  await agent.getByRole('menuitem', { name: 'Change this view' }).click();
  const again = agent.getByRole('dialog', { name: 'Change this view' });
  await expect(again.getByRole('textbox', { name: 'Tag' })).toHaveValue('wholesale');
  await agent.keyboard.press('Escape');
  await viewsOf(agent).getByRole('button', { name: 'Change Late for everyone' }).click();
  await agent.getByRole('menuitem', { name: 'Keep to myself' }).click();
  await expect(viewsOf(colleague).getByRole('link', { name: /Late for everyone/ })).toHaveCount(0);
  await expect(viewsOf(agent).getByRole('link', { name: /Late for everyone/ })).toBeVisible();

  await viewsOf(agent).getByRole('button', { name: 'Change Late for everyone' }).click();
  await agent.getByRole('menuitem', { name: 'Remove this view' }).click();
  await expect(viewsOf(agent).getByRole('link', { name: /Late for everyone/ })).toHaveCount(0);
  const removed = agent.locator('.toast', { hasText: 'View removed' });
  await removed.getByRole('button', { name: /Undo/ }).click();
  await expect(viewsOf(agent).getByRole('link', { name: /Late for everyone/ })).toBeVisible();

  // A second one stands by its name until I say otherwise, and then only for me.
  await agent.goto('/inbox?view=firstLate');
  await agent.getByRole('button', { name: 'Save this view' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Late', exact: true })).toHaveValue('first');
  await dialog.getByRole('textbox', { name: 'Name of the view' }).fill('Zote');
  await dialog.getByRole('checkbox', { name: 'For everyone' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  const namesOf = (page: typeof agent) => viewsOf(page).getByRole('link', { name: /Late for everyone|Zote/ });
  await viewsOf(agent).getByRole('button', { name: 'Change Zote' }).click();
  await agent.getByRole('menuitem', { name: 'Move up' }).click();
  await expect(namesOf(agent)).toHaveText([/Zote/, /Late for everyone/]);
  await agent.reload();
  await expect(namesOf(agent)).toHaveText([/Zote/, /Late for everyone/]);
  await expect(viewsOf(colleague).getByRole('link', { name: /Zote/ })).toBeVisible();
});
