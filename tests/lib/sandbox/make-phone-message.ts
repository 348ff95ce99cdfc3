import type { PhoneCustomer, PhoneMessage } from '#lib/sandbox/sandbox-api.ts';

/** A bubble of the business, with what a test wants to say about it. */
export function makePhoneMessage(more: Partial<PhoneMessage> = {}): PhoneMessage {
  return {
    id: 'wamid.1',
    customerId: 'c1',
    phoneNumberId: '100000000000001',
    direction: 'toCustomer',
    at: Date.UTC(2026, 10, 23, 9, 0),
    type: 'text',
    text: 'Karibu',
    mimeType: null,
    fileName: null,
    mediaUrl: null,
    location: null,
    header: null,
    footer: null,
    choices: [],
    replyToId: null,
    reactions: { customer: null, business: null },
    status: 'delivered',
    ...more,
  };
}

/** Someone of "Who are you". */
export function makePhoneCustomer(more: Partial<PhoneCustomer> = {}): PhoneCustomer {
  return {
    id: 'c1',
    name: 'Achieng Odhiambo',
    phone: '254700000101',
    username: null,
    isNumberHidden: false,
    presence: 'online',
    avatarHue: 18,
    note: '',
    origin: 'invented',
    lastMessage: null,
    unread: 0,
    ...more,
  };
}
