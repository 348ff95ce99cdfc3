import { expect, test } from './support/journey.ts';
import { openThread, thread } from './support/screen.ts';

test('a rule an admin makes is tried, decides about the next customer, and can be brought back when removed', async ({
  open,
  customer,
  conversationOf,
}) => {
  const otieno = await open('otieno');
  await otieno.goto('/settings/routing');
  await otieno.getByRole('button', { name: 'Add a rule' }).click();
  const dialog = otieno.getByRole('dialog', { name: 'A new rule' });
  await dialog.getByLabel('Name').fill('Guarantees');
  await dialog.getByLabel('Words or phrases').fill('dhamana, guarantee');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByLabel('To the inbox').selectOption({ label: 'Support' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  const rule = otieno.getByRole('group', { name: 'Guarantees' });
  await expect(rule).toContainText('says “dhamana” or “guarantee”');
  await expect(rule).toContainText('to Support');

  await otieno.getByLabel('Message', { exact: true }).fill('Kuna dhamana ya miaka mingapi?');
  const answer = otieno.getByRole('status').filter({ hasText: 'decides' });
  await expect(answer).toContainText('“Guarantees” decides');
  await expect(answer).toContainText('It goes to Support');
  await otieno.getByRole('switch', { name: 'Guarantees is in force' }).click();
  await expect(otieno.getByRole('status').filter({ hasText: 'No rule fits' })).toContainText('Sales');
  await otieno.getByRole('switch', { name: 'Guarantees is in force' }).click();
  await expect(answer).toBeVisible();

  const wairimu = await customer('Wairimu Ndegwa');
  await wairimu.write('Habari, kuna dhamana ya pazia?');
  const brian = await open('brian');
  await openThread(brian, await conversationOf(wairimu));
  await expect(thread(brian).getByText('Moved to Support by the rule Guarantees')).toBeVisible();

  await otieno.getByRole('button', { name: 'Remove Guarantees' }).click();
  await expect(rule).toBeHidden();
  await otieno.getByRole('button', { name: /^Undo/ }).click();
  await expect(rule).toBeVisible();
  await otieno.getByRole('button', { name: 'Remove Guarantees' }).click();
  await expect(rule).toBeHidden();
});

test('an inbox is set up by an admin, and what is written stays when one comes back', async ({
  open,
  sql,
}) => {
  const otieno = await open('otieno');
  await otieno.goto('/settings/inboxes');
  await otieno.getByRole('button', { name: 'Deliveries' }).click();
  await otieno.getByRole('button', { name: 'In turn' }).click();
  await expect(otieno.getByText(/one after the other/)).toBeVisible();
  await otieno.getByLabel('First answer', { exact: true }).fill('90');
  await otieno.getByLabel('First answer', { exact: true }).blur();
  await otieno.getByLabel('First answer: minutes or hours').selectOption('minutes');
  await otieno.getByRole('switch', { name: 'Answer by itself' }).click();
  await otieno.getByLabel('What it says').fill('Tumefunga.');
  await otieno.getByLabel('What it says').blur();
  await expect(otieno.getByText('Saved', { exact: true })).toBeVisible();
  const stored = () =>
    sql(
      `select policy, first_target_ms / 60000 as minutes, auto_reply_text as text, is_auto_reply_on as on from inbox where name = 'Deliveries'`,
    );
  await expect.poll(stored).toEqual([{ policy: 'round_robin', minutes: 90, text: 'Tumefunga.', on: true }]);

  await otieno.reload();
  await otieno.getByRole('button', { name: 'Deliveries' }).click();
  await expect(otieno.getByLabel('First answer', { exact: true })).toHaveValue('90');
  await expect(otieno.getByLabel('What it says')).toHaveValue('Tumefunga.');
  await sql(
    `update inbox set policy = 'manual', first_target_ms = 7200000, is_auto_reply_on = false, auto_reply_text = null where name = 'Deliveries'`,
  );
});

test('opening hours are tried before they are kept', async ({ open, sql }) => {
  const [before] = await sql<{ hours: object; holidays: object }>(
    'select business_hours as hours, holidays from workspace',
  );
  const otieno = await open('otieno');
  await otieno.goto('/settings/hours');
  await otieno.getByLabel('Monday, opens').fill('19');
  await otieno.getByLabel('Monday, opens').blur();
  await expect(otieno.getByRole('alert').filter({ hasText: 'must end after' })).toBeVisible();
  await expect(otieno.getByRole('button', { name: 'Save' })).toBeDisabled();
  await otieno.getByLabel('Monday, opens').fill('7.30');
  await otieno.getByLabel('Monday, opens').blur();
  await expect(otieno.getByLabel('Monday, opens')).toHaveValue('07:30');
  await otieno.getByLabel('Date', { exact: true }).fill('2099-12-12');
  await otieno.getByLabel('Name', { exact: true }).fill('Jamhuri');
  await otieno.getByRole('button', { name: 'Add', exact: true }).click();
  await otieno.getByRole('button', { name: 'Save' }).click();
  await expect(otieno.getByText('Opening hours saved', { exact: true })).toBeVisible();
  const [after] = await sql<{ monday: number; holiday: string }>(
    `select (business_hours -> 'weekly' -> 1 -> 0 ->> 'from')::int as monday, holidays -> -1 ->> 'name' as holiday from workspace`,
  );
  expect(after).toEqual({ monday: 450, holiday: 'Jamhuri' });
  await sql('update workspace set business_hours = $1, holidays = $2', [
    JSON.stringify(before?.hours),
    JSON.stringify(before?.holidays),
  ]);
});
