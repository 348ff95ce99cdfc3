import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '#server/providers/push/public-address.ts';
import { outcomeOf, sendPush } from '#server/providers/push/send-push.ts';
import { makePushKeys } from '#server/providers/push/make-push-keys.ts';
import { isPushEndpoint } from '#server/push/is-push-endpoint.ts';

describe('an address we may be asked to call', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAA',
    'https://web.push.apple.com/QGuQ',
    'https://fcm.googleapis.com:443/fcm/send/abc',
  ])('is a push service: %s', (url) => {
    expect(isPushEndpoint(url)).toBe(true);
  });

  it.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://[::1]/x',
    'https://[fd00::1]/x',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/x',
    'https://kazi.localhost/x',
    'https://db/x',
    'https://db.internal/x',
    'https://printer.local./x',
    'https://fcm.googleapis.com:8443/x',
    'https://me:secret@fcm.googleapis.com/x',
    'file:///etc/passwd',
    'nonsense',
    `https://fcm.googleapis.com/${'a'.repeat(1100)}`,
  ])('is not a machine beside us: %s', (url) => {
    expect(isPushEndpoint(url)).toBe(false);
  });

  it.each([
    ['8.8.8.8', true],
    ['2607:f8b0:4004:800::200a', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.20.0.5', false],
    ['192.168.1.1', false],
    ['100.100.0.1', false],
    ['169.254.169.254', false],
    ['0.0.0.0', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::ffff:10.0.0.1', false],
    ['fe80::1', false],
    ['fd12::1', false],
    ['2002:7f00:1::', false],
    ['not an address', false],
  ])('an address a name leads to: %s, public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});

describe('what a push service answers', () => {
  it.each([
    [201, 'sent'],
    [404, 'gone'],
    [410, 'gone'],
    [429, 'later'],
    [503, 'later'],
    [400, 'refused'],
    [403, 'refused'],
    [413, 'refused'],
  ])('%i is %s', (status, outcome) => {
    expect(outcomeOf(status)).toBe(outcome);
  });

  const keys = makePushKeys();
  const call = { keys, contact: 'mailto:nobody@kazi.example', text: '{}' };

  it('a name that leads to this machine is never connected to', async () => {
    const subscription = { endpoint: 'https://localhost:9/x', p256dh: keys.publicKey, auth: 'A'.repeat(22) };
    expect(await sendPush({ ...call, subscription })).toBe('later');
  });

  it('a device whose keys seal nothing is gone', async () => {
    const subscription = { endpoint: 'https://push.example.com/x', p256dh: 'AAAA', auth: 'AAAA' };
    expect(await sendPush({ ...call, subscription })).toBe('gone');
  });
});
