import { describe, expect, it } from 'vitest';
import type { EventItem } from '#server/providers/whatsapp/event-item.ts';
import { parseWhatsAppEvent } from '#server/providers/whatsapp/parse-event.ts';
import { fixtureNames, readFixture } from './read-fixture.ts';

const CHANNEL = '100000000000001';

function parseOne<K extends EventItem['kind']>(name: string, kind: K): Extract<EventItem, { kind: K }> {
  const { items, faults } = parseWhatsAppEvent(readFixture(name));
  expect(faults).toEqual([]);
  expect(items).toHaveLength(1);
  expect(items[0]?.kind).toBe(kind);
  return items[0] as Extract<EventItem, { kind: K }>;
}

function bodyWith(value: Record<string, unknown>, field = 'messages'): unknown {
  const metadata = { display_phone_number: '254700000000', phone_number_id: CHANNEL };
  const changes = [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }];
  return { object: 'whatsapp_business_account', entry: [{ id: '1', changes }] };
}

describe('parseWhatsAppEvent', () => {
  it.each(fixtureNames('inbound-'))(
    'makes %s something a person can read, from somebody, at its own time',
    (name) => {
      const { items, faults } = parseWhatsAppEvent(readFixture(name));
      expect(faults).toEqual([]);
      expect(items).toHaveLength(1);
      const item = items[0];
      expect(item?.phoneNumberId).toBe(CHANNEL);
      expect(item?.wabaId).toBe('368201457790112');
      if (item === undefined || !('sender' in item)) throw new Error(`${name} has no sender`);
      expect(item.sender.phone ?? item.sender.userId).toBeTruthy();
      const at = 'sentAt' in item ? item.sentAt : 'editedAt' in item ? item.editedAt : item.revokedAt;
      expect(at).toBeGreaterThan(Date.UTC(2026, 10, 19));
      expect(at).toBeLessThan(Date.UTC(2026, 10, 22));
      if (item.kind !== 'message') return;
      // Words of its own, a file, or a content that a bubble can draw.
      expect(item.text !== null || item.media !== undefined || item.content.kind !== 'text').toBe(true);
    },
  );

  it('finds the ids and the name of the writer', () => {
    expect(parseOne('inbound-text.json', 'message').sender).toEqual({
      phone: '254700000011',
      waId: '254700000011',
      userId: 'KE.10839274655012938',
      profileName: 'Amina Mfano',
    });
  });

  it('knows a customer who hides the number, whether keys are missing, null or empty', () => {
    const absent = parseOne('inbound-text-bsuid-only-omitted.json', 'message').sender;
    expect(absent).toEqual({
      userId: 'KE.30918273645546372',
      username: 'chebetsampuli',
      profileName: 'Chebet Sampuli',
    });
    for (const empty of ['', null]) {
      const { items } = parseWhatsAppEvent(
        bodyWith({
          contacts: [
            { profile: { name: 'C', username: 'chebet', country_code: 'ke' }, wa_id: empty, user_id: 'KE.1' },
          ],
          messages: [
            {
              from: empty,
              from_user_id: 'KE.1',
              id: 'm',
              timestamp: '1795154412',
              type: 'text',
              text: { body: 'x' },
            },
          ],
        }),
      );
      expect(items[0]).toMatchObject({ sender: { userId: 'KE.1', username: 'chebet', countryCode: 'KE' } });
      expect(items[0]).not.toHaveProperty('sender.phone');
    }
  });

  it('does not take an id in the phone field for a phone', () => {
    const message = {
      from: 'user.9373712345678',
      id: 'm',
      timestamp: 1795154412,
      type: 'text',
      text: { body: 'x' },
    };
    const { items } = parseWhatsAppEvent(bodyWith({ messages: [message] }));
    expect(items[0]).toMatchObject({ sender: { userId: 'user.9373712345678' }, sentAt: 1795154412000 });
    expect(items[0]).not.toHaveProperty('sender.phone');
  });

  it('looks contacts up by id, never by position', () => {
    const { items } = parseWhatsAppEvent(
      bodyWith({
        contacts: [
          { profile: { name: 'Baraka' }, wa_id: '254700000012' },
          { profile: { name: 'Amina' }, wa_id: '254700000011', user_id: 'KE.1' },
        ],
        messages: [
          { from: '254700000011', id: 'a', timestamp: '1795154412', type: 'text', text: { body: '1' } },
          { from: '254700000011', id: 'b', timestamp: '1795154413', type: 'text', text: { body: '2' } },
          { from: '254700000012', id: 'c', timestamp: '1795154414', type: 'text', text: { body: '3' } },
        ],
      }),
    );
    const names = items.map((item) => (item.kind === 'message' ? item.sender.profileName : null));
    expect(names).toEqual(['Amina', 'Amina', 'Baraka']);
  });

  it('keeps file, quote, forwarding, product and advertisement of a message', () => {
    expect(parseOne('inbound-voice.json', 'message').media).toMatchObject({
      providerMediaId: '1180022001100225',
      mimeType: 'audio/ogg; codecs=opus',
      voice: true,
    });
    expect(parseOne('inbound-document.json', 'message').media?.fileName).toBe('LPO-0077 (final).pdf');
    expect(parseOne('inbound-text-reply-context.json', 'message').context?.repliedToProviderId).toMatch(
      /^wamid\./,
    );
    expect(parseOne('inbound-text-forwarded.json', 'message').context).toEqual({ forwarded: true });
    expect(parseOne('inbound-text-referred-product.json', 'message').context?.referredProduct).toEqual({
      catalogId: '901122334455667',
      productId: 'SKU-UNGA-2KG',
    });
    const referral = parseOne('inbound-image-referral-video-no-clid.json', 'message').referral;
    expect(referral).toMatchObject({ sourceType: 'post', mediaType: 'video', clickId: null });
  });

  it('shows a photo Meta could not fetch, without a file and with the reason', () => {
    const message = parseOne('inbound-image-131052-not-verified.json', 'message');
    expect(message.media).toBeUndefined();
    expect(message.errors[0]?.code).toBe(131052);
  });

  it('tells set and removed reactions apart', () => {
    expect(parseOne('inbound-reaction.json', 'reaction').emoji).toBe('👍🏾');
    expect(parseOne('inbound-reaction-removed.json', 'reaction').emoji).toBeNull();
  });

  it('reads edits and deletions with the message they mean', () => {
    const edit = parseOne('inbound-edit.json', 'edit');
    expect(edit.text).toBe('Habari, mna unga wa dona kesho?');
    expect(edit.originalProviderMessageId).toMatch(/^wamid\./);
    const revoke = {
      from: '254700000011',
      id: 'r',
      timestamp: '1795154412',
      type: 'revoke',
      revoke: { original_message_id: 'o' },
    };
    const { items } = parseWhatsAppEvent(bodyWith({ messages: [revoke] }));
    expect(items[0]).toMatchObject({
      kind: 'revoke',
      originalProviderMessageId: 'o',
      revokedAt: 1795154412000,
    });
  });

  it('says who a person was and who they became', () => {
    const number = parseOne('inbound-system-user-changed-number.json', 'system');
    expect(number).toMatchObject({
      change: 'number',
      sender: { phone: '254700000014' },
      becomes: { phone: '254700000044' },
    });
    const userId = parseOne('inbound-system-user-changed-user-id.json', 'system');
    expect(userId).toMatchObject({
      change: 'userId',
      sender: { userId: 'KE.30918273645546372' },
      becomes: { userId: 'KE.39001827364554637' },
    });
    const identity = parseOne('inbound-system-identity-changed.json', 'system');
    expect(identity).toMatchObject({ change: 'identity', becomes: { identityKeyHash: 'Sjvjlx8G6Z0=' } });
  });

  it('marks group messages, so that they open no conversation with one person', () => {
    expect(parseOne('inbound-group-text.json', 'message').groupId).toMatch(/^Y2Fwa/);
  });

  it('sums an order from decimal text', () => {
    const order = {
      from: '254700000011',
      id: 'o',
      timestamp: '1795154412',
      type: 'order',
      order: {
        catalog_id: '9',
        text: 'Leo jioni',
        product_items: [
          { product_retailer_id: 'A', quantity: 3, item_price: 0.1, currency: 'KES' },
          { product_retailer_id: 'B', quantity: 1, item_price: 1499.7, currency: 'KES' },
        ],
      },
    };
    const { items } = parseWhatsAppEvent(bodyWith({ messages: [order] }));
    const [item] = items;
    if (item?.kind !== 'message') throw new Error('no message');
    expect(item.content).toMatchObject({
      kind: 'order',
      items: [
        { productId: 'A', quantity: '3', itemPrice: '0.1', currency: 'KES' },
        { productId: 'B', quantity: '1', itemPrice: '1499.7', currency: 'KES' },
      ],
    });
    expect(item.text).toBe('Leo jioni');
  });

  it('keeps a kind of message that does not exist yet', () => {
    const message = {
      from: '254700000011',
      id: 'n',
      timestamp: '1795154412',
      type: 'hologram',
      hologram: { caption: 'Hi' },
    };
    const { items } = parseWhatsAppEvent(bodyWith({ messages: [message] }));
    expect(items[0]).toMatchObject({
      kind: 'message',
      type: 'unknown',
      text: 'Hi',
      content: { reportedType: 'hologram' },
    });
  });

  it.each(fixtureNames('status-'))('reads %s', (name) => {
    const status = parseOne(name, 'status');
    const word = /^status-(sent|delivered|read|failed|group-read)/.exec(name)?.[1]?.replace('group-', '');
    expect(status.status).toBe(word);
    expect(status.providerMessageId).toMatch(/^wamid\./);
    const code = /failed-(\d+)/.exec(name)?.[1];
    if (code !== undefined) {
      expect(status.errors[0]?.code).toBe(Number(code));
      expect(status.opaque).toBe(`att_01JDFAIL${code}`);
    }
    expect(status.recipient.phone ?? status.recipient.userId ?? status.recipient.groupId).toBeTruthy();
  });

  it('finds the attempt a status belongs to, and the group of a group status', () => {
    const sent = parseOne('status-sent-template-opaque.json', 'status');
    expect(sent).toMatchObject({
      opaque: 'att_01JD4X9Q8N7W3Z',
      pricing: { category: 'utility', isBillable: true },
    });
    expect(parseOne('status-group-read.json', 'status').recipient).toEqual({
      groupId: 'Y2FwaV9ncm91cDoyNTQ3MDAwMDAwMDA6MTIwMzYz',
      phone: '254700000011',
      userId: 'KE.10839274655012938',
    });
  });

  it.each(fixtureNames('account-').filter((name) => !name.includes('user-preferences')))(
    'explains %s in a line',
    (name) => {
      const notice = parseOne(name, 'account');
      expect(notice.topic).not.toBe('other');
      expect(notice.summary.length).toBeGreaterThan(5);
      expect(Object.keys(notice.details).length).toBeGreaterThan(0);
      expect(notice.at).toBeGreaterThan(Date.UTC(2026, 10, 19));
    },
  );

  it('weighs notices: a ban is critical, a paused template a warning, an approval neither', () => {
    expect(parseOne('account-update-disabled.json', 'account').severity).toBe('critical');
    expect(parseOne('account-update-violation.json', 'account').severity).toBe('critical');
    expect(parseOne('account-template-status-rejected.json', 'account').severity).toBe('critical');
    expect(parseOne('account-template-quality-update.json', 'account').severity).toBe('warning');
    expect(parseOne('account-template-status-approved.json', 'account').severity).toBe('info');
  });

  it('reads template notices by their keys: languages, categories, quality', () => {
    expect(parseOne('account-template-status-en-us-dash.json', 'account').template?.language).toBe('en_US');
    const impending = parseOne('account-template-category-update-impending.json', 'account').template;
    expect(impending).toMatchObject({ category: 'UTILITY', nextCategory: 'MARKETING' });
    const done = parseOne('account-template-category-update-done.json', 'account').template;
    expect(done).toMatchObject({ category: 'MARKETING', nextCategory: null });
    const misnamed = readFixture('account-template-quality-update.json');
    const change = (misnamed['entry'] as { changes: { field: string }[] }[])[0]?.changes[0];
    if (change !== undefined) change.field = 'message_template_status_update';
    expect(parseWhatsAppEvent(misnamed).items[0]).toMatchObject({
      topic: 'templateQuality',
      template: { quality: 'YELLOW' },
    });
  });

  it('hears what a customer decided about marketing', () => {
    expect(parseOne('account-user-preferences-resume.json', 'userPreference')).toMatchObject({
      value: 'resume',
      at: 1795167000000,
      person: { phone: '254700000011', userId: 'KE.10839274655012938' },
    });
    expect(parseOne('account-user-preferences-signup.json', 'userPreference').value).toBe('signup');
  });

  it('reads calls, also when their statuses look like those of messages', () => {
    expect(parseOne('ignore-calls-connect.json', 'call')).toMatchObject({
      event: 'connect',
      opensWindow: true,
    });
    expect(parseOne('ignore-calls-status.json', 'call')).toMatchObject({
      event: 'ringing',
      opensWindow: false,
    });
  });

  it('reads how a call ended: answered and then cut off, and never answered', () => {
    const call = { id: 'wacid.1', from: '254700000011', to: '254700000000', event: 'terminate' };
    const ended = (more: object) => {
      const told = { ...call, direction: 'USER_INITIATED', timestamp: '1795154433', ...more };
      return parseWhatsAppEvent(bodyWith({ calls: [told] }, 'calls')).items[0];
    };
    // Times are told only of a call that was answered; FAILED may still have been a conversation.
    expect(
      ended({
        start_time: '1795154413',
        end_time: '1795154433',
        duration: 20,
        status: 'FAILED',
        errors: [{ code: 138021 }],
      }),
    ).toMatchObject({ event: 'terminate', startedAt: 1_795_154_413_000, durationMs: 20_000 });
    for (const status of ['FAILED', 'COMPLETED', ['Failed', 'Completed']])
      expect(ended({ status })).not.toHaveProperty('durationMs');
  });

  it('reads how our own number is written, with spaces or as bare digits', () => {
    const numberOf = (written: unknown) => {
      const metadata = { display_phone_number: written, phone_number_id: CHANNEL };
      return parseWhatsAppEvent(bodyWith({ metadata, errors: [{ code: 1 }] })).numbers.get(CHANNEL);
    };
    expect(numberOf('254700000000')).toBe('+254700000000');
    expect(numberOf('+254 700 000 000')).toBe('+254 700 000 000');
    for (const nothing of [undefined, null, '', 'soon']) expect(numberOf(nothing)).toBeUndefined();
  });

  it('makes nobody of what WhatsApp says about a group', () => {
    const system = { type: 'user_changed_number', body: 'changed', wa_id: '254700000022' };
    const message = { from: '254700000011', id: 'g', timestamp: '1795154413', type: 'system', system };
    const kindOf = (more: object) =>
      parseWhatsAppEvent(bodyWith({ messages: [{ ...message, ...more }] })).items.map(({ kind }) => kind);
    expect(kindOf({})).toEqual(['system']);
    expect(kindOf({ group_id: 'group-1' })).toEqual(['ignored']);
  });

  it('takes messages typed in the phone app as ours', () => {
    const echo = parseOne('ignore-smb-message-echoes.json', 'echo');
    expect(echo).toMatchObject({ text: 'Sent from the Business app', recipient: { phone: '254700000011' } });
  });

  it('reads handed-over history with its directions', () => {
    const thread = {
      id: '254700000011',
      messages: [
        { from: '254700000011', id: 'h1', timestamp: '1795154412', type: 'text', text: { body: 'Hi' } },
        {
          from: '254700000000',
          to: '254700000011',
          id: 'h2',
          timestamp: '1795154413',
          type: 'text',
          text: { body: 'Karibu' },
        },
      ],
    };
    const { items } = parseWhatsAppEvent(
      bodyWith({ history: [{ metadata: { phase: 0, progress: 55 }, threads: [thread] }] }, 'history'),
    );
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      kind: 'history',
      progress: 55,
      messages: [{ direction: 'inbound' }, { direction: 'outbound', person: { phone: '254700000011' } }],
    });
  });

  it('leaves aside what is not for us, without calling it a fault', () => {
    expect(parseOne('ignore-other-object.json', 'ignored').field).toBe('instagram');
    expect(parseOne('ignore-smb-app-state-sync.json', 'ignored').field).toBe('smb_app_state_sync');
  });

  it('reports errors of a whole value', () => {
    expect(parseOne('value-errors-130429.json', 'valueError').errors[0]?.code).toBe(130429);
  });

  it('takes a mixed batch apart in its order, each piece with its own number', () => {
    const { items, faults } = parseWhatsAppEvent(readFixture('batch-mixed.json'));
    expect(faults).toEqual([]);
    const kinds = items.map((item) => item.kind);
    expect(kinds.filter((kind) => kind === 'message')).toHaveLength(3);
    expect(kinds.filter((kind) => kind === 'reaction')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'status')).toHaveLength(3);
    expect(kinds.filter((kind) => kind === 'account')).toHaveLength(1);
    expect(items.at(-1)).toMatchObject({ phoneNumberId: '999000111222333', wabaId: '368201457790999' });
  });

  it('reads messages and statuses that share a value', () => {
    const { items } = parseWhatsAppEvent(readFixture('batch-messages-and-statuses-in-one-value.json'));
    expect(items.map((item) => item.kind)).toEqual(['message', 'status']);
  });

  it('reads a thousand updates in one body', () => {
    const messages = Array.from({ length: 1_000 }, (_, index) => ({
      from: '254700000011',
      id: `wamid.${index}`,
      timestamp: String(1795154412 + index),
      type: 'text',
      text: { body: `Message ${index}` },
    }));
    const { items, faults } = parseWhatsAppEvent(bodyWith({ messages }));
    expect(items).toHaveLength(1_000);
    expect(faults).toEqual([]);
  });

  it('names the place of what it cannot read and keeps the rest', () => {
    const good = {
      from: '254700000011',
      id: 'g',
      timestamp: '1795154412',
      type: 'text',
      text: { body: 'ok' },
    };
    const timeless = { from: '254700000011', id: 't', type: 'text', text: { body: 'when?' } };
    const parsed = parseWhatsAppEvent(bodyWith({ messages: [{ type: 'text' }, good, timeless] }), {
      receivedAt: 5_000,
    });
    expect(parsed.items).toHaveLength(2);
    expect(parsed.items[1]).toMatchObject({ providerMessageId: 't', sentAt: 5_000 });
    expect(parsed.faults).toEqual([
      'entry[0].changes[0].messages[0]: message without id',
      'entry[0].changes[0].messages[2]: no readable timestamp',
    ]);
  });

  it('believes no time that lies ahead of when it was heard of, and keeps what was said', () => {
    const receivedAt = 1795154412_000;
    const ahead = { id: 'a', timestamp: String(1795154412 + 5 * 3_600) };
    const text = { type: 'text', text: { body: 'Habari' } };
    const body = bodyWith({
      messages: [
        { ...ahead, ...text, from: '254700000011' },
        { ...ahead, id: 'n', ...text, from: '254700000011', timestamp: String(1795154412 - 60) },
      ],
      statuses: [{ ...ahead, status: 'read', recipient_id: '254700000011' }],
      user_preferences: [{ wa_id: '254700000011', value: 'stop', timestamp: 1795154412 + 5 * 3_600 }],
    });
    expect(parseWhatsAppEvent(body, { receivedAt }).items).toMatchObject([
      { kind: 'message', sentAt: receivedAt, saidAt: receivedAt + 5 * 3_600_000 },
      { kind: 'message', sentAt: receivedAt - 60_000 },
      { kind: 'status', at: receivedAt },
      { kind: 'userPreference', at: receivedAt },
    ]);
  });

  it.each([
    null,
    undefined,
    7,
    'text',
    [],
    {},
    { object: 'whatsapp_business_account' },
    { object: 'whatsapp_business_account', entry: 'x' },
    {
      object: 'whatsapp_business_account',
      entry: [null, 1, { changes: [null, { value: null }, { field: 7, value: [] }] }],
    },
    bodyWith({ messages: [{ id: 'x', type: 'interactive' }], statuses: {}, contacts: 'no', errors: 1 }),
    bodyWith({ messages: [{ id: {}, type: [] }], statuses: [{ id: 5 }] }),
  ])('survives the odd body %#', (body) => {
    expect(() => parseWhatsAppEvent(body)).not.toThrow();
  });

  it('keeps text that Postgres would refuse out of its words', () => {
    const message = {
      from: '254700000011',
      id: 'z',
      timestamp: '1795154412',
      type: 'text',
      text: { body: 'a\u0000b\ud83d' },
    };
    const { items } = parseWhatsAppEvent(bodyWith({ messages: [message] }));
    expect(items[0]).toMatchObject({ text: 'ab\ufffd' });
  });
});
