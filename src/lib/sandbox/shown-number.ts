import type { PhoneChannel } from './sandbox-api.ts';

/** How a business number is told from another; its id while nobody has said how it is dialled. */
export function shownNumber({ displayPhoneNumber, phoneNumberId }: PhoneChannel): string {
  return displayPhoneNumber || phoneNumberId;
}
