import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadMedia } from '#server/providers/whatsapp/media.ts';
import { buildSendBody, sendWhatsAppMessage } from '#server/providers/whatsapp/send-message.ts';
import { startSandbox, type RunningSandbox } from './start-sandbox.ts';

let running: RunningSandbox;

beforeEach(async () => {
  running = await startSandbox();
});
afterEach(() => running.close());

interface Shown {
  id: string;
  name: string;
  phone: string | null;
  presence: string;
  userId: string | null;
  identityMode: string;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; json: T }> {
  const init: RequestInit = { method };
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'content-type': 'application/json' };
  }
  const response = await running.sandbox.app.request(`/sandbox-api${path}`, init);
  return { status: response.status, json: (await response.json()) as T };
}

async function everyone(): Promise<Shown[]> {
  return (await call<{ items: Shown[] }>('GET', '/customers')).json.items;
}

async function idOf(phone = '254700000101'): Promise<string> {
  return (await everyone()).find((customer) => customer.phone === phone)?.id ?? '';
}

async function heardAfter(body: unknown, id?: string) {
  const answer = await call<{ id: string }>('POST', `/customers/${id ?? (await idOf())}/messages`, body);
  expect(answer.status).toBe(201);
  await running.sandbox.control.idle();
  return running.heard.at(-1);
}

describe('the customer’s phone', () => {
  it('offers half a dozen people, one of whom hides the number', async () => {
    const customers = await everyone();
    expect(customers).toHaveLength(6);
    expect(customers.filter((customer) => customer.identityMode !== 'phone')).toHaveLength(1);
  });

  it('lets someone new walk in', async () => {
    const { status, json } = await call<Shown>('POST', '/customers', { name: 'Wairimu' });
    expect(status).toBe(201);
    expect(await heardAfter({ text: 'Hujambo' }, json.id)).toMatchObject({
      kind: 'message',
      text: 'Hujambo',
      sender: { profileName: 'Wairimu' },
    });
    expect((await call('POST', '/customers', { phone: 'abc' })).status).toBe(400);
  });

  it('sends words as Meta would: signed, escaped, with number and id', async () => {
    const item = await heardAfter({ text: 'Asante sana 🙏🏾 / — ndiyo' });
    expect(item).toMatchObject({
      kind: 'message',
      text: 'Asante sana 🙏🏾 / — ndiyo',
      sender: { phone: '254700000101' },
    });
    expect(running.posts[0]?.isSigned).toBe(true);
    expect(running.posts[0]?.body).toContain('\\ud83d\\ude4f');
    expect(running.posts[0]?.body).toContain('\\/');
    expect(/^[\x20-\x7e]*$/.test(running.posts[0]?.body ?? '')).toBe(true);
  });

  it('comes from an advertisement with the first words, and with no others', async () => {
    expect(await heardAfter({ text: 'Nimeona tangazo', isFromAd: true })).toMatchObject({
      kind: 'message',
      text: 'Nimeona tangazo',
      referral: {
        sourceType: 'ad',
        headline: expect.any(String) as string,
        sourceUrl: expect.stringMatching(/^https:/) as string,
        clickId: expect.stringMatching(/./) as string,
      },
    });
    expect(await heardAfter({ text: 'Na bei?' })).not.toHaveProperty('referral');
  });

  it('hides the number in both ways Meta knows', async () => {
    const hidden = (await everyone()).find((customer) => customer.identityMode === 'hiddenAbsent');
    for (const identityMode of ['hiddenAbsent', 'hiddenEmpty']) {
      await call('PUT', `/customers/${hidden?.id}/identity`, { identityMode });
      const item = await heardAfter({ text: 'Hello' }, hidden?.id);
      expect(item).toMatchObject({
        kind: 'message',
        sender: { userId: hidden?.userId, username: 'chebetk' },
      });
      expect(item).not.toHaveProperty('sender.phone');
      expect(running.posts.at(-1)?.body.includes('"from":""')).toBe(identityMode === 'hiddenEmpty');
    }
  });

  it('sends files the business can fetch', async () => {
    const form = new FormData();
    form.set(
      'file',
      new File([new Uint8Array([79, 103, 103, 83])], 'note.ogg', { type: 'audio/ogg; codecs=opus' }),
    );
    form.set('kind', 'voice');
    const item = await heardAfter(form);
    if (item?.kind !== 'message' || item.media === undefined) throw new Error('no file');
    expect(item).toMatchObject({ type: 'voice', media: { mimeType: 'audio/ogg; codecs=opus', voice: true } });
    const { providerMediaId } = item.media;
    const fetched = await downloadMedia(running.access, { providerMediaId, maxBytes: 100 });
    expect(fetched).toMatchObject({ kind: 'downloaded', bytes: new Uint8Array([79, 103, 103, 83]) });
  });

  it('sends a place, a reaction, and anything else by hand', async () => {
    expect(await heardAfter({ location: { latitude: -1.3, longitude: 36.8, name: 'Soko' } })).toMatchObject({
      type: 'location',
    });
    const first = running.heard[0];
    if (first?.kind !== 'message') throw new Error('no message');
    const emoji = { messageId: first.providerMessageId, emoji: '👍' };
    expect(await heardAfter({ reaction: emoji })).toMatchObject({ kind: 'reaction', emoji: '👍' });
    expect(await heardAfter({ reaction: { ...emoji, emoji: null } })).toMatchObject({
      kind: 'reaction',
      emoji: null,
    });
    const raw = {
      type: 'unsupported',
      unsupported: { type: 'poll' },
      errors: [{ code: 131051, title: 'Message type unknown' }],
    };
    expect(await heardAfter({ raw })).toMatchObject({
      content: { kind: 'unsupported', reportedType: 'poll' },
    });
    expect((await call('POST', `/customers/${await idOf()}/messages`, { nothing: 1 })).status).toBe(400);
  });

  it('taps a button of ours, and the answer quotes the message', async () => {
    const id = await idOf();
    running.sandbox.control.openWindow('254700000101', Date.UTC(2026, 10, 20, 7));
    const body = buildSendBody({
      to: { phone: '254700000101' },
      content: { kind: 'buttons', body: 'Lipa?', buttons: [{ id: 'yes', title: 'Ndiyo' }] },
    });
    const sent = await sendWhatsAppMessage(running.access, body);
    if (sent.kind !== 'sent') throw new Error(sent.kind);
    await running.sandbox.control.idle();
    const choice = { messageId: sent.providerMessageId, choiceId: 'yes' };
    expect(await heardAfter({ choice }, id)).toMatchObject({
      content: { kind: 'buttonReply', id: 'yes', title: 'Ndiyo' },
      context: { repliedToProviderId: sent.providerMessageId },
    });
    const chat = await call<{ items: { direction: string }[] }>('GET', `/customers/${id}/messages`);
    expect(chat.json.items.map((message) => message.direction)).toEqual(['toCustomer', 'toBusiness']);
  });

  it('writes with its own time, so that a late message opens no window', async () => {
    const sentAt = Date.UTC(2026, 10, 19, 2);
    expect(await heardAfter({ text: 'Late', sentAt })).toMatchObject({ sentAt });
    const outcome = await sendWhatsAppMessage(
      running.access,
      buildSendBody({ to: { phone: '254700000101' }, content: { kind: 'text', text: 'x' } }),
    );
    await running.sandbox.control.idle();
    expect(outcome.kind).toBe('sent');
    expect(running.heard.at(-1)).toMatchObject({ status: 'failed', errors: [{ code: 131047 }] });
  });

  it('changes its number, with a new id', async () => {
    const before = (await everyone()).find((customer) => customer.phone === '254700000101');
    await call('POST', `/customers/${before?.id}/change-number`, { phone: '+254700000333' });
    await running.sandbox.control.idle();
    expect(running.heard.at(-1)).toMatchObject({
      kind: 'system',
      change: 'number',
      sender: { phone: '254700000101', userId: before?.userId },
      becomes: { phone: '254700000333' },
    });
  });

  it('shows the wire without telling who it was', async () => {
    await heardAfter({ text: 'Siri' });
    const { json } = await call<{ items: { request: string; httpStatus: number }[] }>('GET', '/wire');
    expect(json.items[0]?.httpStatus).toBe(200);
    expect(json.items[0]?.request).toContain('Siri');
    expect(json.items[0]?.request).not.toContain('254700000101');
    expect(json.items[0]?.request).not.toMatch(/wamid\.[A-Za-z0-9]{10}/);
  });

  it('takes faults over HTTP and refuses ones that do not exist', async () => {
    const { status, json } = await call<{ seed: number; faults: Record<string, { next: number }> }>(
      'PUT',
      '/faults',
      {
        seed: 9,
        faults: { lostAnswer: { next: 3 } },
      },
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ seed: 9, faults: { lostAnswer: { next: 3 }, html503: { next: 0 } } });
    expect((await call('PUT', '/faults', { faults: { fire: { next: 1 } } })).status).toBe(400);
  });

  it('tells an open page what happens, as it happens', async () => {
    const response = await running.sandbox.app.request('/sandbox-api/events');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('event: ready');
    await heardAfter({ text: 'Live' });
    expect((await reader?.read())?.value).toContain('"text":"Live"');
    await reader?.cancel();
  });

  it('checks the webhook address the way Meta does', async () => {
    expect((await call('POST', '/verify-webhook')).json).toEqual({ isVerified: true });
  });

  it('ends the streams of open pages when it stops', async () => {
    const response = await running.sandbox.app.request(`${running.origin}/sandbox-api/events`);
    const text = response.text();
    running.sandbox.stop();
    expect(await text).toContain('event: ready');
  });

  it('does not let another site press its buttons', async () => {
    const headers = { origin: 'https://evil.example' };
    const response = await running.sandbox.app.request('/sandbox-api/reset', { method: 'POST', headers });
    expect(response.status).toBe(403);
  });

  it('knows the contacts the program registers, also after a reset', async () => {
    const { control } = running.sandbox;
    control.addCustomers([{ name: 'Njeri', phone: '+254711000222', note: 'VIP', avatarHue: 10 }]);
    control.openWindow('+254711000222', Date.UTC(2026, 10, 20, 7));
    await call('POST', '/reset');
    expect((await everyone()).map((customer) => customer.name)).toContain('Njeri');
    const body = buildSendBody({ to: { phone: '254711000222' }, content: { kind: 'text', text: 'x' } });
    await sendWhatsAppMessage(running.access, body);
    await control.idle();
    expect(running.heard.map((item) => item.kind === 'status' && item.status)).toContain('delivered');
  });
});

describe('a sandbox with a state file', () => {
  it('a recording can be had without a microphone: a WAV of the length it says that is not silence', async () => {
    const response = await running.sandbox.app.request('/sandbox-api/samples/voice');
    expect(response.headers.get('content-type')).toBe('audio/wav');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
    const loudest = Array.from({ length: (bytes.length - 44) / 2 }, (_, n) => bytes.readInt16LE(44 + 2 * n));
    expect(loudest.reduce((most, one) => Math.max(most, one))).toBeGreaterThan(2_000);
  });

  it('still has chats, files and undelivered events after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    const stateFile = join(folder, 'whatsapp.json');
    await running.close();
    running = await startSandbox({ stateFile, webhookUrl: () => 'http://127.0.0.1:9/nobody' });
    const form = new FormData();
    form.set('file', new File(['bytes'], 'a.pdf', { type: 'application/pdf' }));
    await call('POST', `/customers/${await idOf()}/messages`, form);
    await running.close();
    running = await startSandbox({ stateFile });
    await running.sandbox.control.idle();
    const [item] = running.heard;
    if (item?.kind !== 'message' || item.media === undefined) throw new Error('nothing came');
    const { providerMediaId } = item.media;
    expect((await downloadMedia(running.access, { providerMediaId, maxBytes: 100 })).kind).toBe('downloaded');
    rmSync(folder, { recursive: true });
  });
});
