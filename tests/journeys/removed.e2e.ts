import { createUser } from '../../server/auth/create-user.ts';
import { uuidv7 } from '../../server/new-id.ts';
import { expect, PASSWORD, REVALIDATE_SECONDS, test } from './support/journey.ts';
import { bubble, openThread } from './support/screen.ts';

const CUT_OFF_WITHIN_MS = REVALIDATE_SECONDS * 1_000 + 5_000;

test('a member who is removed while their screen is open reads no new word once it was looked at, and comes in no more', async ({
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

  const [memberId, email] = [uuidv7(), 'cherono@demo.kazi'];
  const userId = await createUser(database, { name: 'Cherono Kiptoo', email, password: PASSWORD });
  await sql(
    `insert into member (id, workspace_id, user_id, name, role)
     select $1, workspace_id, $2, 'Cherono Kiptoo', 'manager' from conversation where id = $3`,
    [memberId, userId, id],
  );
  const brian = await open('brian');
  await openThread(brian, id);
  const page = await open('stranger');
  const received: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(payload.toString())),
  );
  const hasReceived = (text: string) => received.some((frame) => frame.includes(text));
  const signedIn = await page.request.post('/api/auth/sign-in/email', {
    data: { email, password: PASSWORD },
    headers: { origin: baseURL ?? '' },
  });
  expect(signedIn.status()).toBe(200);
  await openThread(page, id);
  await cheruto.write('Kabla');
  await expect(bubble(page, 'Kabla')).toBeVisible();
  expect(hasReceived('Kabla')).toBe(true);

  await sql('update member set deactivated_at = now() where id = $1', [memberId]);
  const signIn = page.getByRole('button', { name: 'Sign in' });
  await expect(async () => {
    await cheruto.write('Baada ya kuondolewa');
    await expect(signIn, 'what they did not ask for ends too').toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: CUT_OFF_WITHIN_MS, intervals: [0] });
  await cheruto.write('Siri ya wengine');
  await expect(bubble(brian, 'Siri ya wengine'), 'whoever stays reads it').toBeVisible();
  expect(hasReceived('Siri ya wengine')).toBe(false);

  await page.goto(`/inbox/${id}`);
  await expect(signIn).toBeVisible();
  await expect(page.getByText('Siri ya wengine')).toHaveCount(0);
  expect(hasReceived('Siri ya wengine')).toBe(false);
  expect((await page.request.get('/api/me')).status()).toBe(401);
});
