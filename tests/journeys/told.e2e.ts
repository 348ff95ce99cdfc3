import type { Page } from '@playwright/test';
import type { PushPayload } from '../../schema/domain/push-payload.ts';
import { expect, test } from './support/journey.ts';
import { bubble, openInbox, openThread, untilListed } from './support/screen.ts';

const bell = (page: Page) => page.getByRole('button', { name: /^Notifications/ }).filter({ visible: true });
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Notifications' });

test('a colleague who names me reaches my bell, and going there reads it', async ({
  open,
  customer,
  conversationOf,
  sql,
}) => {
  await sql(`update notification set read_at = now() where read_at is null`);
  const person = await customer('Naliaka Wafula');
  await person.write('Can I pay in two parts?');
  const id = await conversationOf(person);
  const [amina, brian] = [await open('amina'), await open('brian')];
  await openInbox(brian);
  await openThread(amina, id);
  await amina.keyboard.press('n');
  await amina.getByRole('textbox', { name: 'Note', exact: true }).fill('@Brian can we do that? ');
  await amina.keyboard.press('Escape');
  await amina.getByRole('textbox', { name: 'Note', exact: true }).press('Enter');

  await expect(brian).toHaveTitle(/^\(1\) /);
  await expect(bell(brian)).toHaveAccessibleName('Notifications, 1 unread');
  await brian.keyboard.press('g');
  await brian.keyboard.press('n');
  await sheet(brian)
    .getByRole('button', { name: new RegExp(`${person.name}.*Amina Yusuf mentioned you`) })
    .click();
  await expect(bubble(brian, 'Can I pay in two parts?')).toBeVisible();
  await expect(brian).not.toHaveTitle(/^\(/);
});

test('what I choose about one thing I am told stays chosen, and quiet hours are mine', async ({ open }) => {
  const page = await open('amina');
  await page.goto('/settings/notifications');
  const late = page.getByRole('switch', { name: 'Late: Device' });
  await late.click();
  await page.getByRole('switch', { name: 'Quiet hours' }).click();
  await page.getByLabel('From', { exact: true }).fill('21:30');
  await page.getByLabel('From', { exact: true }).blur();
  await page.getByRole('button', { name: 'Sunday' }).click();
  await expect(page.getByRole('status', { name: 'Up to date' })).toBeVisible();

  const other = await open('amina');
  await other.goto('/settings/notifications');
  await expect(other.getByRole('switch', { name: 'Late: Device' })).not.toBeChecked();
  await expect(other.getByRole('switch', { name: 'Late: Sound' })).toBeChecked();
  await expect(other.getByLabel('From', { exact: true })).toHaveValue('21:30');
  await expect(other.getByRole('button', { name: 'Sunday' })).toHaveAttribute('aria-pressed', 'false');
});

/** There is no push service in here: the browser's own part of subscribing is played, the rest is real. */
function playPushService(): void {
  const point = btoa(String.fromCharCode(4, ...new Uint8Array(64)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  const made = {
    endpoint: 'https://push.example.com/one',
    toJSON: () => ({ endpoint: made.endpoint, keys: { p256dh: point, auth: 'AAAAAAAAAAAAAAAAAAAAAA' } }),
    unsubscribe: () => {
      sessionStorage.removeItem('subscribed');
      return Promise.resolve(true);
    },
  };
  const subscription = made as unknown as PushSubscription;
  PushManager.prototype.subscribe = () => {
    sessionStorage.setItem('subscribed', 'yes');
    return Promise.resolve(subscription);
  };
  PushManager.prototype.getSubscription = () =>
    Promise.resolve(sessionStorage.getItem('subscribed') ? subscription : null);
}

test('a device I turn on says who and what when Kazi is not in front of me, and is nobody’s once I turn it off', async ({
  open,
  baseURL,
  sql,
}) => {
  const page = await open('otieno', { serviceWorkers: 'allow' });
  await page.context().grantPermissions(['notifications'], { origin: baseURL });
  await page.addInitScript(playPushService);
  await page.goto('/inbox');
  await untilListed(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.goto('/settings/notifications');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('button', { name: 'Turn off' })).toBeVisible();
  const devices = () =>
    sql<{ name: string }>('select m.name from push_subscription s join member m on m.id = s.member_id');
  expect(await devices()).toEqual([{ name: 'Otieno Odhiambo' }]);

  const cdp = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const mine = registrations.find(({ scopeURL }) => scopeURL.startsWith(baseURL ?? ''));
      if (mine) resolve(mine.registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  const registrationId = await registered;
  const push = (payload: PushPayload) =>
    cdp.send('ServiceWorker.deliverPushMessage', {
      origin: baseURL ?? '',
      registrationId,
      data: JSON.stringify(payload),
    });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return ((await registration?.getNotifications()) ?? []).map(({ title, body }) => `${title}: ${body}`);
    });
  const told: PushPayload = {
    ...{
      locale: 'en',
      unread: 1,
      count: 1,
      isAwayOnly: true,
      tag: 'kazi:a',
      url: '/inbox',
      kind: 'mentioned',
    },
    ...{ contactName: 'Mama Shiru', actorName: 'Brian', data: {}, names: ['Mama Shiru'], people: 1, at: 0 },
  };
  await push({ ...told, contactName: 'Seen already' });
  await push({ ...told, isAwayOnly: false });
  await expect.poll(shown).toEqual(['Mama Shiru: Brian mentioned you']);
  const summary: PushPayload = {
    ...told,
    isAwayOnly: false,
    locale: 'sw',
    tag: 'kazi',
    count: 5,
    people: 2,
    names: ['A', 'B'],
  };
  // The browser's own tool drops one now and then, as a push service does; the same tag shows it once however often it comes.
  await expect(async () => {
    await push(summary);
    await expect.poll(shown, { timeout: 3_000 }).toContain('Arifa 5: A, B');
  }).toPass({ timeout: 20_000 });

  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeVisible();
  expect(await devices()).toEqual([]);
});
