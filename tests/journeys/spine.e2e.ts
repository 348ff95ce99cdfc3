import { expect, test } from './support/journey.ts';
import { bubble, openThread, reply, row, sendReply, showRow, thread } from './support/screen.ts';
import { bubbleWith, recordStatuses } from './support/status-climb.ts';

test('what a customer writes stands on my screen without a reload, in the list and in the open thread', async ({
  open,
  customer,
  conversationOf,
}) => {
  const mwende = await customer('Mwende Kilonzo');
  await mwende.write('Habari, mko wazi leo?');
  const id = await conversationOf(mwende);
  const brian = await open('brian');
  await openThread(brian, id);
  await showRow(brian, mwende.name);

  await mwende.postFixture('inbound-text.json', 'Nataka unga wa dona kilo mbili');

  await expect(bubble(brian, 'Nataka unga wa dona kilo mbili')).toBeVisible();
  await expect(row(brian, mwende.name)).toHaveAccessibleName(/Nataka unga wa dona kilo mbili/);
});

test('my reply stands there as I press Enter, and both of us see one tick, two ticks, blue', async ({
  open,
  customer,
  conversationOf,
}) => {
  const kioko = await customer('Kioko Musyoka');
  await kioko.write('Is the delivery on its way?');
  await kioko.setPresence('offline');
  const id = await conversationOf(kioko);
  const [amina, brian] = [await open('amina'), await open('brian')];
  await openThread(amina, id);
  await openThread(brian, id);
  const text = 'It left the shop at noon';
  const seenByAmina = await recordStatuses(amina, text);
  const seenByBrian = await recordStatuses(brian, text);

  await sendReply(amina, text);
  await expect(bubble(amina, text)).toBeVisible({ timeout: 500 });
  await expect(reply(amina)).toHaveValue('');

  for (const page of [amina, brian]) await expect(bubbleWith(page, text, 'Sent')).toBeVisible();
  await kioko.setPresence('online');
  for (const page of [amina, brian]) await expect(bubbleWith(page, text, 'Delivered')).toBeVisible();
  await kioko.setPresence('reads');
  for (const page of [amina, brian]) await expect(bubbleWith(page, text, 'Read')).toBeVisible();

  const order = ['Queued', 'Sending', 'Sent', 'Delivered', 'Read'];
  for (const seen of [await seenByAmina(), await seenByBrian()]) {
    expect(seen, 'statuses only climb').toEqual(order.filter((status) => seen.includes(status)));
    expect(seen.slice(-3)).toEqual(['Sent', 'Delivered', 'Read']);
  }
});

test('I see that a colleague is replying, and it is gone when they stop or leave', async ({
  open,
  customer,
  conversationOf,
}) => {
  const naliaka = await customer('Naliaka Wekesa');
  await naliaka.write('Do you repair blenders?');
  const id = await conversationOf(naliaka);
  const [amina, brian] = [await open('amina'), await open('brian')];
  await openThread(brian, id);
  await showRow(brian, naliaka.name);
  await openThread(amina, id);
  await expect(row(brian, naliaka.name)).toHaveAccessibleName(/Amina Yusuf is looking/);
  await expect(brian.getByRole('img', { name: /Also looking: Amina Yusuf/ })).toBeVisible();

  await reply(amina).pressSequentially('We do, bring');
  await expect(row(brian, naliaka.name)).toHaveAccessibleName(/Amina Yusuf is replying/);
  await expect(thread(brian).getByText('is replying')).toBeVisible();

  // She puts it aside: nobody waits for a reply that is not coming.
  await reply(amina).press('Escape');
  await expect(thread(brian).getByText('is replying')).toBeHidden({ timeout: 8_000 });
  await expect(row(brian, naliaka.name)).toHaveAccessibleName(/Amina Yusuf is looking/);

  await reply(amina).pressSequentially(' it in');
  await expect(thread(brian).getByText('is replying')).toBeVisible();
  await amina.close({ runBeforeUnload: true });
  await expect(thread(brian).getByText('is replying')).toBeHidden({ timeout: 8_000 });
  await expect(row(brian, naliaka.name)).not.toHaveAccessibleName(/Amina Yusuf/, { timeout: 8_000 });
});

test('while a colleague holds the reply I keep my draft, and I can take over', async ({
  open,
  customer,
  conversationOf,
}) => {
  const wairimu = await customer('Wairimu Gitau');
  await wairimu.write('Which sizes do you have?');
  const id = await conversationOf(wairimu);
  const [amina, brian] = [await open('amina'), await open('brian')];
  await openThread(amina, id);
  await openThread(brian, id);

  await reply(amina).pressSequentially('We have');
  const takeOver = brian.getByRole('button', { name: 'Take over' });
  await expect(takeOver).toBeVisible();
  await expect(brian.getByRole('button', { name: 'Send', exact: true })).toBeHidden();
  await reply(brian).fill('Sizes 38 to 44');

  await takeOver.click();
  await expect(amina.getByRole('button', { name: 'Take over' })).toBeVisible();
  await expect(reply(amina)).toHaveValue('We have');
  await reply(brian).press('Enter');
  await expect(bubble(amina, 'Sizes 38 to 44')).toBeVisible();
  await expect(reply(amina)).toHaveValue('We have');
});
