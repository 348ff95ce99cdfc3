import { holdBack } from './support/hold-back.ts';
import { expect, test } from './support/journey.ts';
import {
  bubble,
  list,
  namesShown,
  note,
  openInbox,
  openThread,
  reply,
  row,
  showRow,
  thread,
} from './support/screen.ts';

test('I can walk through the inbox with J, K and Enter', async ({ open }) => {
  const page = await open('wanjiku');
  await openInbox(page);
  const [first, second] = await namesShown(page);

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: second })).toBeVisible();
  await expect(thread(page)).toBeVisible();

  await page.keyboard.press('k');
  await expect(page.getByRole('heading', { level: 1, name: first })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { level: 1, name: second })).toBeVisible();
});

test('Space looks into a row without reading or opening it, and what I then pick is tagged and untagged as one', async ({
  open,
  sql,
}) => {
  const reads = () =>
    sql(`select member_id, conversation_id, read_count from conversation_read order by 1, 2`);
  const looks = () =>
    sql<{ id: string }>(`select conversation_id as id from presence where conversation_id is not null`);
  const page = await open('wanjiku');
  const sync = await holdBack(page);
  await openInbox(page);
  const [read, looked] = [await reads(), await looks()];
  const [first, second] = await namesShown(page);
  const peek = (name: string | undefined) => page.getByRole('complementary', { name: `Peek at ${name}` });

  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await expect(peek(first).getByRole('article').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(peek(second).getByRole('article').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(peek(second)).toBeHidden();
  expect(new URL(page.url()).pathname, 'nothing was opened').toBe('/inbox');
  expect(await reads(), 'nothing was read').toEqual(read);
  expect(looked, 'nobody is seen where they only peeked').toEqual(expect.arrayContaining(await looks()));

  const tagged = async () =>
    (await sql<{ n: number }>(`select count(*)::int as n from contact where tags ? 'Jumla leo'`))[0]?.n;
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowUp');
  // Whose tags they are comes late; what is chosen meanwhile is for both.
  sync.begin();
  await page.keyboard.press('l');
  await expect(page.getByRole('dialog', { name: 'Tag 2 people' })).toBeVisible();
  await page.keyboard.type('Jumla leo');
  await expect(page.getByRole('button', { name: /New tag/ })).toBeEnabled();
  await page.keyboard.press('Enter');
  sync.end();
  await expect(page.getByText('Tagged Jumla leo: 2')).toBeVisible();
  await expect.poll(tagged).toBe(2);
  await page.keyboard.press('z');
  await expect.poll(tagged).toBe(0);
});

test('a row I come to with Tab and the arrows is the one X picks, and J goes on from it', async ({
  open,
}) => {
  const page = await open('wanjiku');
  await openInbox(page);
  const [first, second, third, fourth] = (await namesShown(page)) as [string, string, string, string];
  const link = (name: string) => row(page, name).getByRole('link');
  const isPicked = async (name: string) => (await link(name).getAttribute('class'))?.includes('picked');

  await expect(link(first), 'Tab comes to the list before any key was pressed').toHaveAttribute(
    'tabindex',
    '0',
  );
  await link(first).focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(link(first)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(link(third)).toBeFocused();
  await page.keyboard.press('x');
  await expect.poll(() => isPicked(third)).toBe(true);
  expect(await isPicked(first)).toBe(false);

  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect.poll(() => isPicked(fourth)).toBe(true);

  // What gives the focus back to the row it came from leaves the keyboard where it stands.
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(link(third)).toBeFocused();
  await page.keyboard.press('x');
  await expect.poll(() => isPicked(second)).toBe(true);
  expect(await isPicked(third)).toBe(true);
  await page.keyboard.press('Escape');
});

test('R replies, N notes, ] shows the record, and letters I type into the box stay letters', async ({
  open,
  customer,
  conversationOf,
}) => {
  const mueni = await customer('Mueni Mutua');
  await mueni.write('Hi, are you there?');
  const page = await open('wanjiku');
  await openThread(page, await conversationOf(mueni));

  await page.keyboard.press('r');
  await expect(reply(page)).toBeFocused();
  await page.keyboard.type('jkie');
  await expect(reply(page)).toHaveValue('jkie');
  await reply(page).fill('');
  await page.keyboard.press('Escape');

  await page.keyboard.press('n');
  await expect(note(page)).toBeFocused();
  await page.keyboard.type('She asks every Monday');
  await page.keyboard.press('Enter');
  await expect(thread(page).getByText('She asks every Monday')).toBeVisible();
  await page.keyboard.press('Escape');

  const record = page.getByRole('complementary', { name: 'Record' });
  await expect(record).toBeVisible();
  await page.keyboard.press(']');
  await expect(record).toBeHidden();
  await page.keyboard.press(']');
  await expect(record).toBeVisible();
});

test('I takes it, H asks until when, E closes, and each can be undone', async ({
  open,
  customer,
  conversationOf,
}) => {
  const rotich = await customer('Rotich Kiprop');
  await rotich.write('Call me on Friday');
  const id = await conversationOf(rotich);
  const page = await open('wanjiku');
  await openThread(page, id);
  await showRow(page, rotich.name);

  await page.keyboard.press('i');
  await expect(row(page, rotich.name)).toHaveAccessibleName(/Assigned to Wanjiku Kamau/);

  await page.keyboard.press('h');
  await expect(page.getByRole('dialog', { name: /Snooze/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('e');
  await expect(row(page, rotich.name)).toBeHidden();
  await page.getByRole('button', { name: /^Undo/ }).last().click();
  await showRow(page, rotich.name);

  // The notice names a key for it, and the key works too.
  await openThread(page, id);
  await showRow(page, rotich.name);
  await page.keyboard.press('e');
  await expect(row(page, rotich.name)).toBeHidden();
  await page.keyboard.press('z');
  await showRow(page, rotich.name);
});

test('the palette jumps to a person, and ? shows the keys', async ({ open, customer, conversationOf }) => {
  const anyango = await customer('Anyango Adhiambo');
  await anyango.write('Niko Kisumu');
  await conversationOf(anyango);
  const page = await open('wanjiku');
  await openInbox(page);

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette).toBeVisible();
  await page.keyboard.type('anyango');
  await expect(palette.getByText(anyango.name)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(bubble(page, 'Niko Kisumu')).toBeVisible();
  await expect(list(page)).toBeVisible();

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
