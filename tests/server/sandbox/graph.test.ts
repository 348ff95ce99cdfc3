import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadMedia, getMediaUrl, uploadMedia } from '#server/providers/whatsapp/media.ts';
import { markRead } from '#server/providers/whatsapp/mark-read.ts';
import {
  buildSendBody,
  sendWhatsAppMessage,
  type OutboundContent,
} from '#server/providers/whatsapp/send-message.ts';
import { listTemplates } from '#server/providers/whatsapp/templates.ts';
import { inventedTemplates } from '#server/sandbox/invented-templates.ts';
import { startSandbox, type RunningSandbox } from './start-sandbox.ts';

const ACHIENG = '254700000101';
const text = (words: string): OutboundContent => ({ kind: 'text', text: words });
let running: RunningSandbox;

beforeEach(async () => {
  running = await startSandbox();
  for (const customer of running.sandbox.control.customers()) {
    if (customer.phone !== null)
      running.sandbox.control.openWindow(customer.phone, Date.UTC(2026, 10, 20, 7));
  }
});
afterEach(() => running.close());

async function send(content: OutboundContent, phone = ACHIENG) {
  return await sendWhatsAppMessage(
    running.access,
    buildSendBody({ to: { phone }, content, opaque: 'attempt-1' }),
  );
}

async function sendOk(content: OutboundContent, phone = ACHIENG): Promise<string> {
  const outcome = await send(content, phone);
  if (outcome.kind !== 'sent') throw new Error(JSON.stringify(outcome));
  return outcome.providerMessageId;
}

function customerId(phone = ACHIENG): string {
  const found = running.sandbox.control.customers().find((customer) => customer.phone === phone);
  if (found === undefined) throw new Error('no such customer');
  return found.id;
}

describe('the fake Graph API', () => {
  it('takes a text, and signed statuses climb as far as the phone allows', async () => {
    const { control } = running.sandbox;
    const id = await sendOk(text('Habari 🙏'));
    await control.idle();
    expect(running.statusesOf(id)).toEqual(['sent', 'delivered']);
    control.setPresence(customerId(), 'reads');
    await control.idle();
    expect(running.statusesOf(id)).toEqual(['sent', 'delivered', 'read']);
    expect(running.posts.every((post) => post.isSigned)).toBe(true);
    const status = running.heard[0];
    expect(status).toMatchObject({ kind: 'status', opaque: 'attempt-1', recipient: { phone: ACHIENG } });
  });

  it('leaves a message at one tick while the phone is off, and delivers it later', async () => {
    const { control } = running.sandbox;
    control.setPresence(customerId(), 'offline');
    const id = await sendOk(text('Uko wapi?'));
    await control.idle();
    expect(running.statusesOf(id)).toEqual(['sent']);
    control.setPresence(customerId(), 'reads');
    await control.idle();
    expect(running.statusesOf(id)).toEqual(['sent', 'delivered', 'read']);
  });

  it('accepts free text outside the window and fails it afterwards, as Meta does', async () => {
    running.advance(24 * 60 * 60 * 1000);
    const id = await sendOk(text('Too late'));
    await running.sandbox.control.idle();
    expect(running.statusesOf(id)).toEqual(['failed']);
    expect(running.heard[0]).toMatchObject({ errors: [{ code: 131047 }], opaque: 'attempt-1' });
    const template = await sendOk({
      kind: 'template',
      name: 'follow_up',
      language: 'en',
      body: [{ text: 'Achieng' }],
    });
    await running.sandbox.control.idle();
    expect(running.statusesOf(template)).toEqual(['sent', 'delivered']);
  });

  it('trusts the business about people only it knows', async () => {
    const id = await sendOk(text('Karibu'), '254700000011');
    await running.sandbox.control.idle();
    expect(running.statusesOf(id)).toEqual(['sent', 'delivered']);
  });

  it('reaches a customer without a number by id', async () => {
    const hidden = running.sandbox.control
      .customers()
      .find((customer) => customer.identityMode === 'hiddenAbsent');
    const userId = hidden?.userId ?? '';
    const body = buildSendBody({ to: { userId }, content: text('Habari') });
    expect(await sendWhatsAppMessage(running.access, body)).toMatchObject({ kind: 'sent', userId });
    await running.sandbox.control.idle();
    expect(running.heard[0]).toMatchObject({ kind: 'status', recipient: { userId } });
    expect(running.heard[0]).not.toHaveProperty('recipient.phone');
  });

  it('refuses a wrong token with 190 and a missing one with 0', async () => {
    const body = buildSendBody({ to: { phone: ACHIENG }, content: text('x') });
    const outcome = await sendWhatsAppMessage({ ...running.access, accessToken: 'old' }, body);
    expect(outcome).toMatchObject({
      kind: 'refused',
      httpStatus: 401,
      code: 190,
      classification: { class: 'config' },
    });
    const response = await running.sandbox.app.request('/fake/graph/v25.0/1/messages', { method: 'POST' });
    expect(await response.json()).toMatchObject({ error: { code: 0, type: 'OAuthException' } });
  });

  it('names what is wrong with a request', async () => {
    const refusedWith = async (content: OutboundContent, phone?: string) => {
      const outcome = await send(content, phone);
      return outcome.kind === 'refused' ? outcome.code : outcome.kind;
    };
    expect(await refusedWith(text('x'.repeat(4_097)))).toBe(100);
    expect(await refusedWith(text(''))).toBe(131008);
    expect(await refusedWith(text('x'), '12')).toBe(131009);
    expect(await refusedWith(text('x'), '254700000000')).toBe(131021);
    expect(await refusedWith({ kind: 'image', media: { providerMediaId: '404' } })).toBe(100);
    const template = { kind: 'template', language: 'en' } as const;
    expect(await refusedWith({ ...template, name: 'no_such' })).toBe(132001);
    expect(await refusedWith({ ...template, name: 'payment_reminder' })).toBe(132001);
    expect(await refusedWith({ ...template, name: 'old_offer' })).toBe(132015);
    expect(await refusedWith({ ...template, name: 'follow_up' })).toBe(132000);
    expect(await refusedWith({ ...template, name: 'follow_up', body: [{ text: 'a\nb' }] })).toBe(132018);
    const named = { kind: 'template', name: 'oda_tayari', language: 'sw' } as const;
    expect(await refusedWith({ ...named, header: { kind: 'text', value: { text: '1' } }, body: [] })).toBe(
      132012,
    );
    const other = { ...running.access, phoneNumberId: '5' };
    const elsewhere = await sendWhatsAppMessage(
      other,
      buildSendBody({ to: { phone: ACHIENG }, content: text('x') }),
    );
    expect(elsewhere).toMatchObject({ kind: 'refused', code: 100, classification: { key: 'mediaExpired' } });
  });

  it('limits how fast one person can be written to, without touching others', async () => {
    await running.close();
    running = await startSandbox({ limits: { numberPerSecond: 100, pairBurst: 2, pairRefillMs: 6_000 } });
    expect((await send(text('1'), '254700000011')).kind).toBe('sent');
    expect((await send(text('2'), '254700000011')).kind).toBe('sent');
    expect(await send(text('3'), '254700000011')).toMatchObject({
      code: 131056,
      classification: { scope: 'pair' },
    });
    expect((await send(text('1'), '254700000012')).kind).toBe('sent');
    running.advance(6_000);
    expect((await send(text('3'), '254700000011')).kind).toBe('sent');
  });

  it('keeps files behind a token and an address of five minutes', async () => {
    const file = { bytes: new Uint8Array([137, 80, 78, 71]), mimeType: 'image/png', fileName: 'a.png' };
    const uploaded = await uploadMedia(running.access, file);
    if (uploaded.kind !== 'uploaded') throw new Error(uploaded.kind);
    const { providerMediaId } = uploaded;
    await sendOk({ kind: 'image', media: { providerMediaId }, caption: 'Unga' });
    const found = await getMediaUrl(running.access, { providerMediaId });
    if (found.kind !== 'found') throw new Error(found.kind);
    const headers = { authorization: `Bearer ${running.access.accessToken}` };
    expect((await running.sandbox.app.request(found.url)).status).toBe(401);
    expect((await running.sandbox.app.request(found.url, { headers })).status).toBe(200);
    running.advance(5 * 60 * 1000 + 1);
    expect((await running.sandbox.app.request(found.url, { headers })).status).toBe(404);
    const fresh = await downloadMedia(running.access, { providerMediaId, url: found.url, maxBytes: 1_000 });
    expect(fresh).toEqual({ kind: 'downloaded', bytes: file.bytes, mimeType: 'image/png' });
  });

  it('lists its templates over several pages', async () => {
    const outcome = await listTemplates(running.access, { wabaId: '368201457790112', pageSize: 3 });
    if (outcome.kind !== 'listed') throw new Error(outcome.kind);
    expect(new Set(outcome.templates.map((template) => template.name)).size).toBe(
      new Set(inventedTemplates().map(({ name }) => name)).size,
    );
  });

  it('turns the customer’s ticks blue when the business has read', async () => {
    const { control, app } = running.sandbox;
    control.sendAsCustomer(customerId(), { kind: 'text', text: 'Mko wazi?' });
    await control.idle();
    const [heard] = running.heard;
    if (heard?.kind !== 'message') throw new Error('no message');
    expect(
      await markRead(running.access, { providerMessageId: heard.providerMessageId, isTyping: true }),
    ).toEqual({ kind: 'marked' });
    const chat = (await (await app.request(`/sandbox-api/customers/${customerId()}/messages`)).json()) as {
      items: { status: string }[];
    };
    expect(chat.items[0]?.status).toBe('read');
  });
});

describe('the sandbox misbehaving on demand', () => {
  it.each([
    ['serverErrorBare', 'unknown', null],
    ['html503', 'unknown', null],
    ['serverError', 'refused', 131016],
    ['numberLimit', 'refused', 130429],
    ['numberLimit429', 'refused', 130429],
    ['pairLimit', 'refused', 131056],
    ['tokenExpired', 'refused', 190],
  ] as const)('%s strikes once and is over', async (fault, kind, code) => {
    running.sandbox.control.setFaults({ faults: { [fault]: { next: 1 } } });
    const outcome = await send(text('x'));
    expect(outcome.kind).toBe(kind);
    if (outcome.kind === 'refused') expect(outcome.code).toBe(code);
    expect((await send(text('x'))).kind).toBe('sent');
  });

  it('keeps what is meant for the next message for a message: a receipt of reading does not spend it', async () => {
    const { control } = running.sandbox;
    control.sendAsCustomer(customerId(), { kind: 'text', text: 'Mko wazi?' });
    await control.idle();
    const [heard] = running.heard;
    if (heard?.kind !== 'message') throw new Error('no message');
    const { providerMessageId } = heard;
    control.setFaults({ faults: { tokenExpired: { next: 1 } } });
    expect(await markRead(running.access, { providerMessageId, isTyping: true })).toEqual({ kind: 'marked' });
    expect(await send(text('x'))).toMatchObject({ kind: 'refused', code: 190 });
    control.setFaults({ faults: { tokenExpired: { probability: 1 } } });
    expect((await markRead(running.access, { providerMessageId, isTyping: false })).kind).not.toBe('marked');
  });

  it('loses its answer after accepting, and the statuses tell the attempt', async () => {
    running.sandbox.control.setFaults({ faults: { lostAnswer: { next: 1 } } });
    expect((await send(text('x'))).kind).toBe('unknown');
    await running.sandbox.control.idle();
    expect(running.heard.map((item) => item.kind === 'status' && item.opaque)).toEqual([
      'attempt-1',
      'attempt-1',
    ]);
  });

  it.each([
    ['windowShut', 131047],
    ['undeliverable', 131026],
    ['marketingHeld', 131049],
  ] as const)('%s: accepted, then failed', async (fault, code) => {
    running.sandbox.control.setFaults({ faults: { [fault]: { next: 1 } } });
    await sendOk(text('x'));
    await running.sandbox.control.idle();
    expect(running.heard).toHaveLength(1);
    expect(running.heard[0]).toMatchObject({ status: 'failed', errors: [{ code }] });
  });

  it.each([
    ['templateChecked', 'held_for_quality_assessment', ['sent', 'delivered']],
    ['templatePaused', 'paused', ['failed']],
  ] as const)('%s: the answer says %s, and a status later', async (fault, said, statuses) => {
    running.sandbox.control.setFaults({ faults: { [fault]: { next: 1, delayMs: 20 } } });
    expect((await send(text('no template is meant'))).kind).toBe('sent');
    await running.sandbox.control.idle();
    const outcome = await send({
      kind: 'template',
      name: 'follow_up',
      language: 'en',
      body: [{ text: 'Achieng' }],
    });
    expect(outcome).toMatchObject({ kind: 'sent', messageStatus: said });
    await running.sandbox.control.idle();
    if (outcome.kind === 'sent') expect(running.statusesOf(outcome.providerMessageId)).toEqual(statuses);
  });

  it('stays silent, skips delivered, doubles, or delivers and fails', async () => {
    const { control } = running.sandbox;
    control.setPresence(customerId(), 'reads');
    const statusesWith = async (fault: string) => {
      control.setFaults({ faults: { [fault]: { next: 1 } } });
      const id = await sendOk(text(fault));
      await control.idle();
      return running.statusesOf(id);
    };
    expect(await statusesWith('slowAnswer')).toEqual(['sent', 'delivered', 'read']);
    expect(await statusesWith('noStatus')).toEqual([]);
    expect(await statusesWith('skipDelivered')).toEqual(['sent', 'read']);
    expect((await statusesWith('duplicate')).sort()).toEqual([
      'delivered',
      'delivered',
      'read',
      'read',
      'sent',
      'sent',
    ]);
    expect((await statusesWith('deliveredAndFailed')).sort()).toEqual([
      'delivered',
      'failed',
      'read',
      'sent',
    ]);
  });

  it('lets later steps overtake earlier ones, and brings events late, each with its own time', async () => {
    const { control } = running.sandbox;
    control.setPresence(customerId(), 'reads');
    control.setFaults({ faults: { shuffle: { next: 1 } } });
    await sendOk(text('x'));
    await control.idle();
    expect(running.heard.map((item) => item.kind === 'status' && item.status)).toEqual([
      'read',
      'delivered',
      'sent',
    ]);
    control.setFaults({ faults: { late: { next: 1, delayMs: 50 } } });
    control.sendAsCustomer(customerId(), { kind: 'text', text: 'late' });
    expect(running.heard.at(-1)?.kind).toBe('status');
    await control.idle();
    expect(running.heard.at(-1)).toMatchObject({ kind: 'message', sentAt: Date.UTC(2026, 10, 20, 8) });
  });

  it('strikes at the same sends for the same seed', async () => {
    const patternOf = async () => {
      running.sandbox.control.clearFaults();
      running.sandbox.control.setFaults({ seed: 42, faults: { serverError: { probability: 0.5 } } });
      const kinds: string[] = [];
      for (let index = 0; index < 12; index += 1) kinds.push((await send(text('x'))).kind);
      return kinds.join(' ');
    };
    const first = await patternOf();
    expect(first).toContain('refused');
    expect(first).toContain('sent');
    expect(await patternOf()).toBe(first);
  });

  it('posts an event again until the business answers 200', async () => {
    running.answerFirst(500, 403);
    running.sandbox.control.sendAsCustomer(customerId(), { kind: 'text', text: 'Hello' });
    await running.sandbox.control.idle();
    expect(running.posts).toHaveLength(3);
    expect(running.heard).toHaveLength(1);
  });
});
