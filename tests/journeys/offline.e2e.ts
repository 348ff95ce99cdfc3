import type { Page } from '@playwright/test';
import { expect, test } from './support/journey.ts';
import { bubble, openThread, reply, sendReply, syncState } from './support/screen.ts';

const NETWORK = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK|WebSocket|Failed to load resource|Failed to connect/;

const cutOff = async (page: Page) => {
  await page.context().setOffline(true);
  await expect(page.getByRole('status', { name: /^(Offline|Catching up)$/ })).toBeVisible({
    timeout: 10_000,
  });
};

/** The tab is gone as it is when a laptop is shut: nothing runs any more. Another one opens, in the same browser. */
async function closeAndReopen(page: Page, watch: (page: Page) => void): Promise<Page> {
  const context = page.context();
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  watch(next);
  return next;
}

const sentTexts = `select text from message where conversation_id = $1 and direction = 'outbound' and status <> 'cancelled' order by created_at`;

test('the network goes while I type and send, I close the tab: what I sent goes out once, what I typed waits', async ({
  open,
  customer,
  conversationOf,
  complaints,
  sql,
}) => {
  test.slow();
  complaints.allow(NETWORK);
  const nduta = await customer('Nduta Kiarie');
  await nduta.write('Mnauza viatu vya watoto?');
  const id = await conversationOf(nduta);
  const first = await open('amina', { serviceWorkers: 'allow' });
  await openThread(first, id);

  await cutOff(first);
  await sendReply(first, 'Ndiyo, saizi zote');
  await expect(bubble(first, 'Ndiyo, saizi zote')).toBeVisible();
  await reply(first).pressSequentially('Njoo kesho asub');
  const later = await closeAndReopen(first, complaints.watch);
  await openThread(later, id);

  await expect(reply(later)).toHaveValue('Njoo kesho asub');
  await expect(bubble(later, 'Ndiyo, saizi zote')).toHaveCount(1);
  await expect
    .poll(async () => (await sql<{ text: string }>(sentTexts, [id])).map(({ text }) => text))
    .toEqual(['Ndiyo, saizi zote']);
  // A second look at the same device finds nothing left to send.
  await later.reload();
  await expect(syncState(later, 'Up to date')).toBeVisible();
  await expect(bubble(later, 'Ndiyo, saizi zote')).toHaveCount(1);
  expect(await sql(sentTexts, [id])).toHaveLength(1);
});

test('a colleague answered while my tab was shut: my reply does not go, its words stand in my box', async ({
  open,
  customer,
  conversationOf,
  complaints,
  sql,
}) => {
  test.slow();
  complaints.allow(NETWORK);
  complaints.allow(/reply_fenced/);
  const jeptoo = await customer('Jeptoo Rotich');
  await jeptoo.write('Kuna punguzo?');
  const id = await conversationOf(jeptoo);
  const [first, brian] = [await open('amina', { serviceWorkers: 'allow' }), await open('brian')];
  await openThread(first, id);
  await openThread(brian, id);

  await cutOff(first);
  await sendReply(first, 'Hakuna punguzo wiki hii');
  await expect(bubble(first, 'Hakuna punguzo wiki hii')).toBeVisible();
  await sendReply(brian, 'Ndiyo, asilimia kumi');
  await expect(async () => {
    expect(await sql(sentTexts, [id])).toHaveLength(1);
  }).toPass();

  const later = await closeAndReopen(first, complaints.watch);
  await openThread(later, id);
  await expect(bubble(later, 'Ndiyo, asilimia kumi')).toBeVisible();
  await expect(reply(later)).toHaveValue('Hakuna punguzo wiki hii');
  await expect(bubble(later, 'Hakuna punguzo wiki hii')).toHaveCount(0);
  expect((await sql<{ text: string }>(sentTexts, [id])).map(({ text }) => text)).toEqual([
    'Ndiyo, asilimia kumi',
  ]);

  // Having read what Brian wrote, she sends hers after all.
  await reply(later).press('Enter');
  await expect(bubble(later, 'Hakuna punguzo wiki hii')).toHaveCount(1);
  await expect(async () => {
    expect(await sql(sentTexts, [id])).toHaveLength(2);
  }).toPass();
});
