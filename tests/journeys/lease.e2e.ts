import { REPLY_LEASE_MS } from '../../schema/domain/reply-lease.ts';
import { expect, test } from './support/journey.ts';
import { openThread, reply } from './support/screen.ts';

/** Longer than a lease lasts that nobody keeps. */
const TYPES_FOR_MS = REPLY_LEASE_MS + 3_000;
const GONE_WITHIN_MS = 15_000;

test('I write for a while: my colleague sees that I do all the time, and the sync engine carries nothing for it', async ({
  open,
  customer,
  conversationOf,
  sql,
}) => {
  test.slow();
  const achieng = await customer('Achieng Odhiambo');
  await achieng.write('Can you explain the whole offer?');
  const id = await conversationOf(achieng);
  const [amina, brian] = [await open('amina'), await open('brian')];
  await openThread(amina, id);
  await openThread(brian, id);
  await reply(amina).pressSequentially('It goes like this: ');
  const takeOver = brian.getByRole('button', { name: 'Take over' });
  await expect(takeOver).toBeVisible();

  const lease = () =>
    sql('select xmin::text as version, acquired_at from reply_lease where conversation_id = $1', [id]);
  const beats = () =>
    sql<{ at: number }>('select beat_at as at from reply_lease_beat where conversation_id = $1', [id]);
  const [held, before] = [await lease(), await beats()];
  for (let typed = 0; typed < TYPES_FOR_MS; typed += 1_000) {
    await reply(amina).pressSequentially('word ', { delay: 200 });
    await expect(takeOver).toBeVisible();
  }

  expect(await lease(), 'the row everybody’s screen holds is the one it was').toEqual(held);
  expect(await beats(), 'and yet it was kept').not.toEqual(before);
});

test('the network of whoever writes goes: within fifteen seconds nobody waits for them, and their words stay', async ({
  open,
  customer,
  conversationOf,
  complaints,
}) => {
  test.slow();
  complaints.allow(
    /ERR_INTERNET_DISCONNECTED|ERR_NETWORK|WebSocket|Failed to load resource|Failed to connect/,
  );
  complaints.allow(/reply_held/);
  const cherono = await customer('Cherono Lagat');
  await cherono.write('Are you there?');
  const id = await conversationOf(cherono);
  const [amina, brian] = [await open('amina'), await open('brian')];
  await openThread(amina, id);
  await openThread(brian, id);
  await reply(amina).pressSequentially('One moment, I am');
  const takeOver = brian.getByRole('button', { name: 'Take over' });
  await expect(takeOver).toBeVisible();

  await amina.context().setOffline(true);
  await expect(takeOver).toBeHidden({ timeout: GONE_WITHIN_MS });
  await reply(brian).pressSequentially('I am here');
  await expect(reply(amina)).toHaveValue('One moment, I am');

  await amina.context().setOffline(false);
  await expect(amina.getByRole('button', { name: 'Take over' })).toBeVisible({ timeout: 20_000 });
  await expect(reply(amina)).toHaveValue('One moment, I am');
});
