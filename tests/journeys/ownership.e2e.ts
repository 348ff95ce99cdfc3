import type { Page } from '@playwright/test';
import { expect, test } from './support/journey.ts';
import {
  bubble,
  openInbox,
  openRow,
  openThread,
  reply,
  row,
  sendReply,
  showRow,
  thread,
} from './support/screen.ts';

const notices = (page: Page) => page.getByRole('region', { name: 'Notifications' });
const openView = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click();

/** The page goes on, but nobody sees it: what lands on it now has not been read. */
const lookAway = (page: Page) =>
  page.evaluate(() => Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }));

test('a colleague answers while I look away from my reply: my words stay, theirs slide in, and Shift+Enter sends mine anyway', async ({
  open,
  customer,
  conversationOf,
  complaints,
}) => {
  complaints.allow(/reply_held|reply_fenced/);
  const jelimo = await customer('Jelimo Korir');
  await jelimo.write('How much is the large one?');
  const id = await conversationOf(jelimo);
  const [amina, brian] = [await open('amina'), await open('brian')];
  await openThread(amina, id);
  await openThread(brian, id);

  await reply(amina).pressSequentially('It is 1,500');
  const takeOver = brian.getByRole('button', { name: 'Take over' });
  await expect(takeOver).toBeVisible();
  await takeOver.click();
  await expect(amina.getByRole('button', { name: 'Take over' })).toBeVisible();
  await lookAway(amina);
  await sendReply(brian, 'The large one is 1,800 this week');
  await expect(bubble(amina, 'The large one is 1,800 this week')).toBeVisible();
  await expect(amina.getByRole('button', { name: 'Take over' })).toBeHidden();

  await reply(amina).press('Enter');
  const fence = amina.getByRole('group', { name: 'Brian answered first' });
  await expect(fence).toContainText('The large one is 1,800 this week');
  await expect(reply(amina)).toHaveValue('It is 1,500');
  await expect(fence.getByRole('button', { name: 'Review' })).toBeFocused();
  await expect(bubble(brian, 'It is 1,500')).toBeHidden();

  await amina.keyboard.press('Shift+Enter');
  await expect(fence).toBeHidden();
  await expect(bubble(brian, 'It is 1,500')).toBeVisible();
  await expect(
    thread(brian).getByText('Amina Yusuf answered, having seen another answer'),
    'who sent anyway is on record',
  ).toBeVisible();
});

test('two of us take the same conversation: one has it, and the other is told who', async ({
  open,
  customer,
  conversationOf,
  sql,
  complaints,
}) => {
  complaints.allow(/already_claimed/);
  const barasa = await customer('Barasa Wanyama');
  await barasa.write('Is anybody there?');
  const id = await conversationOf(barasa);
  const both = { 'Amina Yusuf': await open('amina'), 'Brian Mwangi': await open('brian') };
  for (const page of Object.values(both)) {
    await openThread(page, id);
    await expect(await showRow(page, barasa.name)).toHaveAccessibleName(/No owner/);
  }

  await Promise.all(Object.values(both).map((page) => page.keyboard.press('i')));

  const ownerOf = async () =>
    (
      await sql<{ name: string }>(
        'select m.name from conversation c join member m on m.id = c.assignee_id where c.id = $1',
        [id],
      )
    )[0]?.name ?? '';
  await expect.poll(ownerOf).not.toBe('');
  const winner = (await ownerOf()) as keyof typeof both;
  const loser = winner === 'Amina Yusuf' ? both['Brian Mwangi'] : both['Amina Yusuf'];
  await expect(notices(loser).getByText(`${winner} claimed this one first.`)).toBeVisible();
  await expect(notices(both[winner]).getByText('claimed this one first')).toBeHidden();
  for (const page of Object.values(both))
    await expect(row(page, barasa.name)).toHaveAccessibleName(new RegExp(`Assigned to ${winner}`));
  const claims = await sql(`select id from activity where conversation_id = $1 and kind = 'claimed'`, [id]);
  expect(claims).toHaveLength(1);
});

test('I hand a conversation over with a note, and my colleague finds both among their own', async ({
  open,
  customer,
  conversationOf,
}) => {
  const moraa = await customer('Moraa Bosire');
  await moraa.write('Can I pay in two parts?');
  const id = await conversationOf(moraa);
  const [amina, brian] = [await open('amina'), await open('brian')];
  await openInbox(brian, '/inbox?view=mine');
  await openThread(amina, id);

  await amina.keyboard.press('a');
  await amina.getByRole('menuitem', { name: 'Hand over' }).click();
  const dialog = amina.getByRole('dialog', { name: 'Hand over' });
  await dialog.getByLabel('To').selectOption('Brian Mwangi');
  await dialog.getByLabel('A note for your team').fill('She paid half before, trust her');
  await dialog.getByRole('button', { name: 'Hand over' }).click();
  await expect(dialog).toBeHidden();

  await openRow(brian, moraa.name);
  await expect(thread(brian).getByText('She paid half before, trust her')).toBeVisible();
  await expect(thread(brian).getByText(/Handed to Brian Mwangi by Amina Yusuf/)).toBeVisible();
  await brian.getByRole('button', { name: /^Notifications/ }).click();
  await expect(brian.getByText('Amina Yusuf handed it to you').first()).toBeVisible();
});

test('what I ask to be decided stands with my manager until she has decided, and then leaves the list', async ({
  open,
  customer,
  conversationOf,
}) => {
  const chebet = await customer('Chebet Rono');
  await chebet.write('I want my money back');
  const id = await conversationOf(chebet);
  const [amina, wanjiku] = [await open('amina'), await open('wanjiku')];
  await openThread(amina, id);
  await openInbox(wanjiku, '/inbox');

  await amina.keyboard.press('a');
  await amina.getByRole('menuitem', { name: 'Ask for a decision' }).click();
  const dialog = amina.getByRole('dialog', { name: 'Ask for a decision' });
  await dialog.getByLabel('Who decides').selectOption('Wanjiku Kamau');
  await dialog.getByLabel('What must be decided').fill('Refund of 900 without the receipt');
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(amina.getByRole('region', { name: 'Amina Yusuf asks Wanjiku Kamau to decide' })).toBeVisible();

  await openView(wanjiku, /^Escalated/);
  await openRow(wanjiku, chebet.name);
  const banner = wanjiku.getByRole('region', { name: /Amina Yusuf asks/ });
  await expect(banner).toContainText('Refund of 900 without the receipt');
  await banner.getByRole('button', { name: 'Decide' }).click();
  await wanjiku.getByLabel('Your decision').fill('Refund it, and ask for the receipt next time');
  await wanjiku.getByRole('button', { name: 'Record the decision' }).click();

  await expect(banner).toBeHidden();
  await expect(row(wanjiku, chebet.name)).toBeHidden();
  await expect(
    thread(amina).getByText(/Wanjiku Kamau decided: Refund it, and ask for the receipt/),
  ).toBeVisible();
  await expect(amina.getByRole('region', { name: /asks Wanjiku/ })).toBeHidden();
});

test('what I snooze is out of my way until the customer writes again', async ({
  open,
  customer,
  conversationOf,
}) => {
  const mutiso = await customer('Mutiso Ndunda');
  await mutiso.write('I will tell you on Friday');
  const id = await conversationOf(mutiso);
  const page = await open('brian');
  await openThread(page, id);
  await showRow(page, mutiso.name);
  await page.keyboard.press('i');
  await expect(row(page, mutiso.name)).toHaveAccessibleName(/Assigned to Brian Mwangi/);

  await page.keyboard.press('h');
  const dialog = page.getByRole('dialog', { name: /Snooze/ });
  await dialog.getByLabel('When').fill('in 2 hours');
  await dialog.getByLabel('When').press('Enter');
  await expect(row(page, mutiso.name)).toBeHidden();
  await openView(page, /^Snoozed/);
  await showRow(page, mutiso.name);

  await mutiso.write('Friday it is. Two bags please');
  await expect(row(page, mutiso.name)).toBeHidden();
  await openView(page, /^All/);
  await openRow(page, mutiso.name);
  await expect(bubble(page, 'Friday it is. Two bags please')).toBeVisible();
  // Where all happened within a second the thread folds it; the record tells it each time.
  await expect(page.getByText('Woke up: the customer wrote').last()).toBeVisible();
});

test('closing what I snoozed, undone, lets it sleep on', async ({ open, customer, conversationOf, sql }) => {
  const omar = await customer('Omar Bakari');
  await omar.write('Saturday then');
  const id = await conversationOf(omar);
  const status = async () =>
    (await sql<{ status: string }>('select status::text from conversation where id = $1', [id]))[0]?.status;
  const page = await open('brian');
  await openThread(page, id);
  await page.keyboard.press('h');
  const when = page.getByRole('dialog', { name: /Snooze/ }).getByLabel('When');
  await when.fill('in 2 hours');
  await when.press('Enter');
  await expect.poll(status).toBe('snoozed');

  await openThread(page, id);
  await page.keyboard.press('e');
  await expect.poll(status).toBe('closed');
  await page.keyboard.press('z');
  await expect.poll(status).toBe('snoozed');
});

test('closing says why: Shift+E asks, and E says the same again', async ({
  open,
  customer,
  conversationOf,
  sql,
}) => {
  const [first, second] = [await customer('Nafula Simiyu'), await customer('Wafula Khisa')];
  await first.write('Wrong person, sorry');
  await second.write('Sorry, wrong person too');
  const ids = [await conversationOf(first), await conversationOf(second)] as const;
  const page = await open('amina');

  await openThread(page, ids[0]);
  await page.keyboard.press('Shift+E');
  await page.getByRole('menuitem', { name: 'Wrong number' }).click();
  await expect(notices(page).getByText('Closed for everyone: Wrong number')).toBeVisible();
  await openThread(page, ids[1]);
  await page.keyboard.press('e');

  const reasons = async () =>
    (
      await sql<{ reason: string | null }>(
        `select closed_reason as reason from conversation where id = any($1) and status = 'closed'`,
        [ids],
      )
    ).map(({ reason }) => reason);
  await expect.poll(reasons).toEqual(['wrong_number', 'wrong_number']);
});

test('a conversation that moves out of my inboxes leaves my screen, thread and all, and comes back with it', async ({
  open,
  customer,
  conversationOf,
  sql,
}) => {
  const wafula = await customer('Wafula Barasa');
  await wafula.write('Hii ni siri ya ofisi kuu');
  const id = await conversationOf(wafula);
  const amina = await open('amina');
  await openThread(amina, id);
  await expect(bubble(amina, 'Hii ni siri ya ofisi kuu')).toBeVisible();

  const [was] = await sql<{ inboxId: string }>(
    'select inbox_id as "inboxId" from conversation where id = $1',
    [id],
  );
  await sql(
    `with office as (
       insert into inbox (id, workspace_id, name, position)
       select gen_random_uuid(), workspace_id, 'Head office', 99 from conversation where id = $1 returning id)
     update conversation set inbox_id = (select id from office) where id = $1`,
    [id],
  );
  await expect(amina.getByText('Hii ni siri ya ofisi kuu')).toHaveCount(0);
  await wafula.write('Na hii pia');
  await sql('update conversation set inbox_id = $2 where id = $1', [id, was?.inboxId]);
  await expect(bubble(amina, 'Na hii pia')).toBeVisible();
  await sql(`delete from inbox where name = 'Head office'`);
});
