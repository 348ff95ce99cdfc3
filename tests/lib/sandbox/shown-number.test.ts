import { expect, test } from 'vitest';
import { shownNumber } from '#lib/sandbox/shown-number.ts';

const duka = { phoneNumberId: '100000000000001', businessName: 'Duka' };

test('a business number is shown as it is dialled, and by its id until that is known', () => {
  expect(shownNumber({ ...duka, displayPhoneNumber: '+254 700 000 002' })).toBe('+254 700 000 002');
  expect(shownNumber({ ...duka, displayPhoneNumber: '' })).toBe('100000000000001');
});
