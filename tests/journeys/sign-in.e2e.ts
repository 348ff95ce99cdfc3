import { request as ask } from 'node:http';
import type { Page } from '@playwright/test';
import { expect, PASSWORD, test } from './support/journey.ts';
import { list, openInbox, openThread, reply, syncState, thread, untilListed } from './support/screen.ts';

async function fillIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The sync engine's list of its databases is not one of them: it holds names, and none once they are gone. */
const REGISTER = 'replicache-dbs-v0';

async function databasesOf(page: Page): Promise<string[]> {
  const names = await page.evaluate(async () => (await indexedDB.databases()).map((d) => d.name ?? ''));
  return names.filter((name) => name !== REGISTER);
}

test('a wrong password is said to be wrong, the right one opens the inbox, and a reload keeps me in', async ({
  open,
  complaints,
}) => {
  complaints.allow(/\/api\/auth\/sign-in\/email .*\b401\b/);
  const page = await open('stranger');
  await page.goto('/');
  await fillIn(page, { email: 'wanjiku@demo.kazi', password: 'not-her-password' });
  await expect(page.getByRole('alert')).toHaveText('The e-mail or the password is not right.');
  await expect(page).toHaveURL(/\/login$/);

  await fillIn(page, { email: 'wanjiku@demo.kazi', password: PASSWORD });
  await untilListed(page);
  await expect(syncState(page, 'Up to date')).toBeVisible();

  await page.reload();
  await untilListed(page);
  await expect(page).toHaveURL(/\/inbox$/);
});

test('the demo people stand on the sign-in page from its first frame, and fill the form in', async ({
  open,
}) => {
  const page = await open('stranger');
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const form = document.querySelector('form');
      if (form && !form.querySelector('li')) document.documentElement.dataset['moved'] = 'yes';
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto('/login');
  await page.getByRole('button', { name: 'wanjiku@demo.kazi' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-moved');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await untilListed(page);
});

test('signing out leaves nothing of the business on the device, not even behind the back button', async ({
  open,
}) => {
  const page = await open('stranger', { serviceWorkers: 'allow' });
  await page.goto('/login');
  await fillIn(page, { email: 'wanjiku@demo.kazi', password: PASSWORD });
  await untilListed(page);
  await list(page).getByRole('link').first().click();
  await expect(thread(page)).toBeVisible();
  expect(await databasesOf(page)).not.toEqual([]);

  await page.getByRole('button', { name: 'Wanjiku Kamau, your menu' }).first().click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect.poll(() => databasesOf(page), { message: 'the local store is gone' }).toEqual([]);

  await page.goBack();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(list(page)).toBeHidden();
  await expect(thread(page)).toBeHidden();
});

test('signing out in one tab lets go of the reply that another holds, and that tab leaves too', async ({
  open,
  customer,
  conversationOf,
  sql,
}) => {
  const wekesa = await customer('Wekesa Barasa');
  await wekesa.write('Is it still there?');
  const id = await conversationOf(wekesa);
  const holds = () => sql('select 1 from reply_lease where conversation_id = $1', [id]);
  const writing = await open('stranger');
  await writing.goto('/login');
  await fillIn(writing, { email: 'wanjiku@demo.kazi', password: PASSWORD });
  await untilListed(writing);
  await openThread(writing, id);
  const other = await writing.context().newPage();
  await openThread(other, id);
  await reply(writing).pressSequentially('It is, and');
  await expect.poll(holds).toHaveLength(1);

  await other.getByRole('button', { name: 'Wanjiku Kamau, your menu' }).first().click();
  await other.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect.poll(holds, { timeout: 4_000, message: 'nobody waits for it to run out' }).toEqual([]);
  for (const page of [writing, other])
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect.poll(() => databasesOf(writing), { message: 'the local store is gone' }).toEqual([]);
});

test('a stranger with a link to a conversation gets the sign-in and nothing of the conversation', async ({
  open,
  sql,
}) => {
  const [known] = await sql<{ id: string; name: string }>(
    `select id, contact_name as name from conversation where status = 'open' order by id limit 1`,
  );
  const page = await open('stranger');
  await page.goto(`/inbox/${known?.id}`);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.getByText(known?.name ?? '')).toHaveCount(0);
  expect(await databasesOf(page)).toEqual([]);
});

test('another site cannot ride on my session into the sync socket', async ({ open, system }) => {
  const page = await open('amina');
  const socket = page.waitForEvent('websocket', (ws) => ws.url().includes('/sync/'));
  await openInbox(page);
  const url = new URL((await socket).url());
  const cookie = (await page.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ');

  const connect = (origin: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const asking = ask(`${system.origin}${url.pathname}${url.search}`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          cookie,
          origin,
        },
      });
      asking.on('upgrade', (response, stream) => {
        stream.destroy();
        resolve(response.statusCode ?? 0);
      });
      asking.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asking.on('error', reject);
      asking.end();
    });

  expect(await connect('https://shop.example')).toBe(403);
  expect(await connect('null')).toBe(403);
  expect(await connect(system.env.origin), 'the same call from our own page is let in').toBe(101);
});
