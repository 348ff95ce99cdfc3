import { afterEach, beforeEach, expect, it } from 'vitest';
import { askAboutNumber } from '#server/providers/whatsapp/ask-about-number.ts';
import { startSandbox } from './start-sandbox.ts';
import type { RunningSandbox } from './start-sandbox.ts';

const WABA = '368201457790112';
const SPARE = '100000000000002';
let running: RunningSandbox;

beforeEach(async () => {
  running = await startSandbox({
    spare: [
      {
        ...{ phoneNumberId: SPARE, displayPhoneNumber: '+254 700 000 002' },
        wabaId: WABA,
        businessName: 'Duka',
      },
    ],
  });
});
afterEach(() => running.close());

const numbersOnThePhone = async () => {
  const state = await (await fetch(`${running.origin}/sandbox-api/state`)).json();
  return (state as { channels: { phoneNumberId: string }[] }).channels.map(
    ({ phoneNumberId }) => phoneNumberId,
  );
};

it('a spare number answers whoever asks about it, and is on the phone from then on', async () => {
  expect(await numbersOnThePhone()).not.toContain(SPARE);
  expect(await askAboutNumber(running.access, { phoneNumberId: SPARE, wabaId: WABA })).toEqual({
    ...{ kind: 'said', displayPhoneNumber: '+254 700 000 002', verifiedName: 'Duka', quality: 'GREEN' },
  });
  expect(await numbersOnThePhone()).toContain(SPARE);
});

it('only the fields that were asked for come back, and always the id', async () => {
  const answer = await fetch(`${running.access.apiUrl}/${SPARE}?fields=verified_name`, {
    headers: { authorization: `Bearer ${running.access.accessToken}` },
  });
  expect(await answer.json()).toEqual({ id: SPARE, verified_name: 'Duka' });
});
