import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/journey.ts';
import { bubble, openInbox, openThread, sendReply, thread } from './support/screen.ts';

const MESSAGES = 3_000;
const NEEDLE_AT = 700;

/** How much of this element the thread's own window shows, 0–1. */
async function shownShare(page: Page, element: Locator): Promise<number> {
  const [box, frame] = [await element.boundingBox(), await thread(page).boundingBox()];
  if (!box || !frame) return 0;
  const shown = Math.min(box.y + box.height, frame.y + frame.height) - Math.max(box.y, frame.y);
  return Math.max(0, shown) / box.height;
}

test('search takes me to an old message in its place, lights it, and back to the newest', async ({
  open,
  customer,
  conversationOf,
  sql,
}) => {
  const akoth = await customer('Akoth Ouma');
  await akoth.write('The newest of very many');
  const id = await conversationOf(akoth);
  await sql(
    `insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, at)
     select gen_random_uuid(), c.workspace_id, c.id, 'inbound', 'text',
       case n when $2 then 'Nataka blenda ya zambarau' else 'ujumbe wa kale ' || n end, 'received', 'customer',
       now() - interval '90 days' + n * interval '40 minutes'
     from conversation c, generate_series(1, $3::int) n where c.id = $1`,
    [id, NEEDLE_AT, MESSAGES],
  );
  const page = await open('amina');
  await openInbox(page);

  await page.keyboard.press('/');
  await page.keyboard.type('zambarau');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await palette.getByText('Nataka blenda ya zambarau').click();

  const needle = bubble(page, 'Nataka blenda ya zambarau');
  await expect(needle).toHaveClass(/\blit\b/);
  await expect.poll(() => shownShare(page, needle)).toBe(1);
  for (const n of [NEEDLE_AT - 1, NEEDLE_AT + 1])
    await expect(bubble(page, `ujumbe wa kale ${n}`).first()).toBeVisible();
  await expect(needle, 'the light goes out by itself').not.toHaveClass(/\blit\b/);
  expect(await shownShare(page, needle), 'and it still stands where it was').toBe(1);
  expect(await thread(page).getByRole('article').count(), 'not the whole thread was loaded').toBeLessThan(
    300,
  );

  await page.getByRole('button', { name: 'Go to the newest' }).click();
  await expect(bubble(page, 'The newest of very many')).toBeVisible();
  await expect(page).not.toHaveURL(/message=/);
  await expect(page.getByRole('button', { name: 'Go to the newest' })).toBeHidden();
});

test('reading on from an old message loads what follows without losing my place, and my answer goes to the newest', async ({
  open,
  customer,
  conversationOf,
  sql,
}) => {
  const adhis = await customer('Adhiambo Were');
  await adhis.write('And this is today');
  const id = await conversationOf(adhis);
  const [target] = await sql<{ id: string }>(
    `with told as (
       insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, at)
       select gen_random_uuid(), c.workspace_id, c.id, 'inbound', 'text', 'siku ' || n, 'received', 'customer',
         now() - interval '9 days' + n * interval '40 minutes'
       from conversation c, generate_series(1, 300) n where c.id = $1 returning id, text)
     select id from told where text = 'siku 100'`,
    [id],
  );
  const page = await open('brian');
  await openThread(page, `${id}?message=${target!.id}`);
  await expect(page.locator(`#message-${target!.id}`)).toHaveClass(/\blit\b/);

  await expect(async () => {
    await thread(page).hover();
    await page.mouse.wheel(0, 1_500);
    await expect(bubble(page, 'siku 180').first()).toBeAttached({ timeout: 300 });
  }).toPass({ intervals: [50] });
  const followed = bubble(page, 'siku 160');
  await followed.scrollIntoViewIfNeeded();
  expect(await shownShare(page, followed)).toBeGreaterThan(0.9);
  await expect(page.getByRole('button', { name: 'Go to the newest' })).toBeVisible();

  await sendReply(page, 'I have read it all, thank you');
  await expect(bubble(page, 'I have read it all, thank you')).toBeVisible();
  await expect(bubble(page, 'And this is today')).toBeVisible();
  await expect(page).not.toHaveURL(/message=/);
});

test('a link to a message that is not here shows the newest instead of nothing', async ({
  open,
  customer,
  conversationOf,
}) => {
  const otieno = await customer('Odhiambo Okello');
  await otieno.write('I am here, though');
  const id = await conversationOf(otieno);
  const page = await open('amina');
  await openThread(page, `${id}?message=${crypto.randomUUID()}`);
  await expect(bubble(page, 'I am here, though')).toBeVisible();
});

test('the ticks tell how a message got there, and who says so', async ({
  open,
  customer,
  conversationOf,
}) => {
  const naserian = await customer('Naserian Lekoko');
  await naserian.write('Did you get my order?');
  await naserian.setPresence('reads');
  const id = await conversationOf(naserian);
  const page = await open('amina');
  await openThread(page, id);
  await sendReply(page, 'Yes, it is packed');
  const ticks = bubble(page, 'Yes, it is packed').getByRole('button', { name: 'Read' });
  await ticks.hover();
  const trail = page.getByRole('dialog', { name: 'What happened to this message' });
  await expect(trail.getByRole('listitem').first()).toContainText('Waits to leave');
  await expect(trail.getByRole('listitem').filter({ hasText: 'WhatsApp has it' }).first()).toContainText(
    'WhatsApp’s answer to our call',
  );
  await expect(trail.getByRole('listitem').last()).toContainText('Read');

  await page.mouse.move(2, 2);
  await expect(trail).toBeHidden();
  await ticks.focus();
  await expect(trail).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(trail).toBeHidden();
});
