import { expect, test } from './support/journey.ts';
import { bubble, namesShown, openInbox, openThread, reply, sendReply, syncState } from './support/screen.ts';
import { bubbleWith } from './support/status-climb.ts';

const NETWORK = /WebSocket|socket close|ERR_CONNECTION|502|503/;

test('the sync engine dies: I am told at once, nothing is lost, and the list is the truth again', async ({
  open,
  customer,
  conversationOf,
  system,
  sql,
  complaints,
}) => {
  complaints.allow(NETWORK);
  const wambui = await customer('Wambui Ng’ang’a');
  await wambui.write('Hello, any stock of sufurias?');
  const id = await conversationOf(wambui);
  const amina = await open('amina');
  const brian = await open('brian', { viewport: { width: 1440, height: 1500 } });
  await openThread(amina, id);
  await openInbox(brian);

  system.killChild('zero-cache');
  await expect(syncState(amina, 'Catching up')).toBeVisible({ timeout: 5_000 });
  await expect(syncState(brian, 'Catching up')).toBeVisible({ timeout: 5_000 });
  await wambui.postFixture('inbound-text.json', 'Written while you were away');
  await sendReply(amina, 'Answered while it was down');
  await expect(bubble(amina, 'Answered while it was down')).toBeVisible({ timeout: 500 });

  await expect(syncState(amina, 'Up to date')).toBeVisible({ timeout: 45_000 });
  await expect(syncState(brian, 'Up to date')).toBeVisible({ timeout: 45_000 });
  await expect(bubble(amina, 'Written while you were away')).toBeVisible();
  await expect(bubbleWith(amina, 'Answered while it was down', 'Delivered')).toBeVisible();
  await expect(bubble(amina, 'Answered while it was down')).toHaveCount(1);

  const inDatabase = async () =>
    (
      await sql<{ name: string }>(
        `select contact_name as name from conversation where status = 'open' order by queue_order, id limit 20`,
      )
    ).map((r) => r.name);
  await expect(async () => {
    expect((await namesShown(brian)).slice(0, 20)).toEqual(await inDatabase());
  }).toPass({ timeout: 15_000 });
});

test('my network goes: I am told, my draft outlives a reload, and what I sent goes out when it is back', async ({
  open,
  customer,
  conversationOf,
  complaints,
}) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED|WebSocket/);
  const barasa = await customer('Barasa Wafula');
  await barasa.write('Bei ya simu ni ngapi?');
  const id = await conversationOf(barasa);
  const page = await open('amina', { serviceWorkers: 'allow' });
  await openThread(page, id);

  await page.context().setOffline(true);
  await expect(page.getByRole('status', { name: /^(Offline|Catching up)$/ })).toBeVisible({ timeout: 5_000 });
  await sendReply(page, 'Elfu kumi na mbili');
  await expect(bubble(page, 'Elfu kumi na mbili')).toBeVisible({ timeout: 500 });
  await reply(page).fill('Na utapata warranty ya');

  await page.context().setOffline(false);
  await page.reload();
  await expect(reply(page)).toHaveValue('Na utapata warranty ya');
  await expect(bubbleWith(page, 'Elfu kumi na mbili', 'Delivered')).toBeVisible();
  await expect(bubble(page, 'Elfu kumi na mbili')).toHaveCount(1);

  await page.context().setOffline(true);
  await expect(page.getByRole('status', { name: /^(Offline|Catching up)$/ })).toBeVisible({ timeout: 5_000 });
  await reply(page).press('End');
  await reply(page).pressSequentially(' mwaka mmoja');
  await reply(page).press('Enter');
  await page.context().setOffline(false);
  await expect(syncState(page, 'Up to date')).toBeVisible();
  await expect(bubbleWith(page, 'Na utapata warranty ya mwaka mmoja', 'Delivered')).toBeVisible();
});
