import { createUser } from '../../server/auth/create-user.ts';
import { uuidv7 } from '../../server/new-id.ts';
import { expect, PASSWORD, test } from './support/journey.ts';
import { bubble, openThread, reply } from './support/screen.ts';

/** A look at who is signed in comes this often here, and once a minute elsewhere; then what is on its way ends. */
const REVALIDATE_SECONDS = 10;
const CUT_OFF_WITHIN_MS = REVALIDATE_SECONDS * 1_000 + 5_000;

test.use({ revalidateSeconds: REVALIDATE_SECONDS });

test('a member who is removed while their screen is open reads no new word once it was looked at, and can send none', async ({
  open,
  customer,
  conversationOf,
  complaints,
  database,
  sql,
  baseURL,
}) => {
  complaints.allow(/.*/);
  const cheruto = await customer('Cheruto Langat');
  await cheruto.write('Mko Nakuru pia?');
  const id = await conversationOf(cheruto);

  const [memberId, email] = [uuidv7(), 'zuhura@demo.kazi'];
  const userId = await createUser(database, { name: 'Zuhura Ali', email, password: PASSWORD });
  await sql(
    `insert into member (id, workspace_id, user_id, name, role)
     select $1, workspace_id, $2, 'Zuhura Ali', 'manager' from conversation where id = $3`,
    [memberId, userId, id],
  );
  const page = await open('stranger');
  const signedIn = await page.request.post('/api/auth/sign-in/email', {
    data: { email, password: PASSWORD },
    headers: { origin: baseURL ?? '' },
  });
  expect(signedIn.status()).toBe(200);
  await openThread(page, id);
  await cheruto.write('Kabla');
  await expect(bubble(page, 'Kabla')).toBeVisible();

  await sql('update member set deactivated_at = now() where id = $1', [memberId]);
  const removedAt = Date.now();
  const isOver = () => Date.now() - removedAt > CUT_OFF_WITHIN_MS;
  for (let n = 1; !isOver(); n++) {
    await cheruto.write(`Baada ya kuondolewa ${n}.`);
    await page.waitForTimeout(1_000);
  }
  await cheruto.write('Siri ya wengine');
  // Long enough for a word to come that would come: the first one took less.
  await page.waitForTimeout(5_000);
  await expect(page.getByText('Siri ya wengine')).toHaveCount(0);

  if (await reply(page).isVisible()) {
    await reply(page).fill('Bado nipo');
    await reply(page).press('Enter');
  }
  await page.waitForTimeout(3_000);
  expect(await sql(`select 1 from message where conversation_id = $1 and text = 'Bado nipo'`, [id])).toEqual(
    [],
  );
  expect((await page.request.get('/api/me')).status()).toBe(401);
});
