import { fixtureNames } from '../support/whatsapp-bodies.ts';
import { expect, test } from './support/journey.ts';
import { bubble, openThread, showRow, thread } from './support/screen.ts';

/** Bodies that change something that is there already, or belong to a group and so to nobody's conversation. */
const NO_BUBBLE = /inbound-(edit|reaction|system|group)/;

test('whatever kind of message a customer sends, I can read something', async ({
  open,
  customer,
  conversationOf,
  sql,
}) => {
  const atieno = await customer('Atieno Ouma');
  await atieno.write('I send everything there is');
  const id = await conversationOf(atieno);
  const kinds = fixtureNames('inbound-');
  expect(kinds.length).toBeGreaterThan(30);
  const sent: { kind: string; ids: string[] }[] = [];
  const unprocessed = async () =>
    (
      await sql<{ count: number }>(
        `select count(*)::int as count from provider_event where processed_at is null`,
      )
    )[0]?.count;
  // Once a number has changed, what comes from the old one is somebody else's: the changes go after the rest is read.
  for (const isChange of [false, true]) {
    for (const kind of kinds.filter((name) => NO_BUBBLE.test(name) === isChange))
      sent.push({ kind, ids: await atieno.postFixture(kind) });
    await expect.poll(unprocessed, { message: 'every body was worked off' }).toBe(0);
  }

  const page = await open('brian');
  await openThread(page, id);
  for (const { kind, ids } of sent) {
    if (NO_BUBBLE.test(kind)) continue;
    const [stored] = await sql<{ id: string }>(
      'select id from message where provider_message_id = any ($1)',
      [ids],
    );
    expect(stored, `${kind} became a message`).toBeDefined();
    const article = page.locator(`#message-${stored?.id}`);
    await expect(article, kind).toBeVisible();
    // The time alone is not something to read.
    await expect
      .poll(
        async () =>
          ((await article.textContent()) ?? '').replace(/\d{1,2}:\d{2}|Sent|Read|Delivered/g, '').trim()
            .length,
        { message: `${kind} says something` },
      )
      .toBeGreaterThan(0);
    await expect(article, kind).not.toContainText(/undefined|null|\[object/);
  }
});

test('markup in a message is shown as it was written and never runs', async ({
  open,
  customer,
  conversationOf,
}) => {
  const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
  const person = await customer(`<b>Otis</b> Rono`);
  await person.write(hostile);
  const id = await conversationOf(person);
  const page = await open('brian');
  await openThread(page, id);
  await expect(bubble(page, hostile)).toBeVisible();
  await expect(thread(page).locator('img[src="x"], script')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: '<b>Otis</b> Rono' })).toBeVisible();
  await expect(await showRow(page, person.name)).toBeVisible();
  await expect(page).not.toHaveTitle('owned');

  await person.write('[tap](javascript:alert(1)) javascript:alert(2) data:text/html,hi');
  await expect(bubble(page, 'javascript:alert(1)')).toBeVisible();
  await expect(thread(page).locator('a[href^="javascript:"], a[href^="data:"]')).toHaveCount(0);
});

test('a message that turns the writing direction round does not turn the screen round', async ({
  open,
  customer,
  conversationOf,
}) => {
  const override = '\u202e';
  const person = await customer(`Zawadi ${override}Kimani`);
  await person.write(`Invoice ${override}fdp.exe \u2066 hidden`);
  const id = await conversationOf(person);
  const page = await open('brian');
  await openThread(page, id);
  const article = thread(page).getByRole('article').filter({ hasText: 'Invoice' });
  await expect(article).toBeVisible();
  expect(await article.textContent()).not.toMatch(/[\u202a-\u202e]/);
  const shown = await article.locator('time').first().boundingBox();
  const whole = await article.boundingBox();
  expect(shown && whole && shown.x > whole.x, 'the time keeps its place at the end of the bubble').toBe(true);
  await expect(page.getByRole('heading', { level: 1 }).first()).not.toHaveText(/\u202e/);
});
