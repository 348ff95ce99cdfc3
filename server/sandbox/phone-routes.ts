import { Hono, type Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { makeVoiceNote } from '../seed/media/make-voice-note.ts';
import { markPlayed } from './advance-status.ts';
import { SANDBOX_FAULTS } from './plan-faults.ts';
import { readCustomerWords } from './read-customer-words.ts';
import { verifyWebhook } from './post-webhook.ts';
import { receiveFromCustomer } from './receive-from-customer.ts';
import type { SandboxCustomer } from './sandbox-state.ts';
import type { SandboxControl } from './sandbox-control.ts';
import type { SandboxWorld } from './sandbox-world.ts';
import { showCustomer, showMessage } from './show-phone.ts';
import { messagesEvent, numberChangedPart, templateEvent } from './webhook-body.ts';
import { makeMessageId, makeUserId } from './make-ids.ts';

const PHONE = z
  .string()
  .transform((text) => text.replace(/\D/g, ''))
  .pipe(z.string().regex(/^\d{7,15}$/));
const NEWCOMER = z.object({
  name: z.string().trim().min(1).max(80).optional(),
  phone: PHONE.optional(),
  isNumberHidden: z.boolean().optional(),
});
const PRESENCE = z.object({ presence: z.enum(['online', 'offline', 'reads']) });
const IDENTITY = z.object({ identityMode: z.enum(['phone', 'hiddenAbsent', 'hiddenEmpty']) });
const FAULT_NAMES = Object.keys(SANDBOX_FAULTS) as (keyof typeof SANDBOX_FAULTS)[];
const FAULT = z.object({
  next: z.int().min(0).max(1_000_000).optional(),
  probability: z.number().min(0).max(1).optional(),
  delayMs: z.int().min(0).max(172_800_000).optional(),
});
const FAULTS = z.object({
  seed: z.int().min(0).max(4_294_967_295).optional(),
  faults: z.partialRecord(z.enum(FAULT_NAMES), FAULT).optional(),
});

const LIMITS = z.object({
  numberPerSecond: z.number().min(1).max(100_000).optional(),
  pairBurst: z.number().min(1).max(100_000).optional(),
  pairRefillMs: z.number().min(1).max(3_600_000).optional(),
});

const PING_MS = 15_000;
const SAMPLE_VOICE_MS = 4_000;

/** The page's side: the phones of the customers, and the switches for what goes wrong. JSON, no sign-in, loopback only. */
export function createPhoneRoutes(world: SandboxWorld, control: SandboxControl): Hono {
  const routes = new Hono();

  // Without sign-in, another site open in the same browser must not be able to press our buttons.
  routes.use('*', async (context, next) => {
    const origin = context.req.header('origin');
    const isForeign =
      origin !== undefined && origin !== new URL(context.req.url).origin && !isSameHost(context, origin);
    if (context.req.header('sec-fetch-site') === 'cross-site' || isForeign)
      return problem(context, 403, 'foreign origin');
    return await next();
  });

  routes.get('/state', (context) => {
    const channels = world.options.channels;
    const customers = [...world.state.customers.values()].map((customer) => showCustomer(world, customer));
    return context.json({ channels, customers, faults: world.faults.current(), now: world.now() });
  });

  routes.get('/samples/voice', (context) =>
    context.body(new Uint8Array(makeVoiceNote('sandbox', SAMPLE_VOICE_MS)), 200, {
      'content-type': 'audio/wav',
    }),
  );

  routes.get('/customers', (context) => {
    const items = [...world.state.customers.values()].map((customer) => showCustomer(world, customer));
    return context.json({ items });
  });

  routes.post('/customers', async (context) => {
    const body = NEWCOMER.safeParse(await context.req.json().catch(() => ({})));
    if (!body.success)
      return problem(context, 400, 'a name up to 80 characters and a phone number, both optional');
    return context.json(showCustomer(world, control.addNewcomer(body.data)), 201);
  });

  routes.get('/customers/:id', (context) => {
    const customer = world.state.customers.get(context.req.param('id'));
    return customer === undefined ? notFound(context) : context.json(showCustomer(world, customer));
  });

  routes.put('/customers/:id/presence', async (context) => {
    const customer = world.state.customers.get(context.req.param('id'));
    if (customer === undefined) return notFound(context);
    const body = PRESENCE.safeParse(await context.req.json().catch(() => null));
    if (!body.success) return problem(context, 400, 'presence is online, offline or reads');
    control.setPresence(customer.id, body.data.presence);
    return context.json(showCustomer(world, customer));
  });

  routes.put('/customers/:id/identity', async (context) => {
    const customer = world.state.customers.get(context.req.param('id'));
    if (customer === undefined) return notFound(context);
    const body = IDENTITY.safeParse(await context.req.json().catch(() => null));
    const canHide = customer.userId !== null || body.data?.identityMode === 'phone';
    if (!body.success || !canHide)
      return problem(context, 400, 'identityMode is phone, hiddenAbsent or hiddenEmpty');
    customer.identityMode = body.data.identityMode;
    world.changed();
    return context.json(showCustomer(world, customer));
  });

  routes.post('/customers/:id/change-number', async (context) => {
    const customer = world.state.customers.get(context.req.param('id'));
    if (customer === undefined || customer.phone === null) return notFound(context);
    const body = z.object({ phone: PHONE }).safeParse(await context.req.json().catch(() => null));
    if (!body.success || world.state.customerByPhone.has(body.data.phone))
      return problem(context, 400, 'a free phone number');
    changeNumber(world, { customer, previousPhone: customer.phone, phone: body.data.phone });
    return context.json(showCustomer(world, customer));
  });

  routes.get('/customers/:id/messages', (context) => {
    const customer = world.state.customers.get(context.req.param('id'));
    if (customer === undefined) return notFound(context);
    const phoneNumberId = context.req.query('phoneNumberId');
    const items = (world.state.chats.get(customer.id) ?? [])
      .filter((message) => phoneNumberId === undefined || message.phoneNumberId === phoneNumberId)
      .flatMap((message) => showMessage(message) ?? []);
    return context.json({ items });
  });

  routes.post('/customers/:id/messages', async (context) => {
    const customer = world.state.customers.get(context.req.param('id'));
    if (customer === undefined) return notFound(context);
    const words = await readCustomerWords(context);
    if (words.kind === 'faulty') return problem(context, 400, words.reason);
    const channel = world.channelOf(words.phoneNumberId);
    if (channel === undefined) return problem(context, 400, 'no such business number');
    const { replyToId, sentAt, delayMs } = words;
    const sent = receiveFromCustomer(world, {
      customer,
      channel,
      words: words.words,
      replyToId,
      sentAt,
      delayMs,
    });
    if (sent.kind === 'impossible') return problem(context, 400, sent.reason);
    return context.json({ id: sent.message.id, message: showMessage(sent.message) }, 201);
  });

  routes.post('/messages/:id/played', (context) => {
    const message = world.state.messages.get(context.req.param('id'));
    if (message === undefined) return notFound(context);
    markPlayed(world, message);
    return context.json({ status: message.status });
  });

  routes.get('/media/:id', (context) => {
    const media = world.state.media.get(context.req.param('id'));
    const bytes = world.state.mediaBytes.get(context.req.param('id'));
    if (media === undefined || bytes === undefined) return notFound(context);
    return context.body(bytes, 200, {
      'content-type': media.mimeType,
      'x-content-type-options': 'nosniff',
      // Anyone may have uploaded it: whatever it is, it must not run as a page of ours.
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  routes.get('/events', (context) =>
    streamSSE(context, async (stream) => {
      const stop = world.events.subscribe((event) => {
        const { message } = event as { message?: Parameters<typeof showMessage>[0] };
        const shown = message === undefined ? event : { ...event, message: showMessage(message) };
        void stream.writeSSE({ data: JSON.stringify(shown), event: event.type });
      });
      await stream.writeSSE({ data: '{}', event: 'ready' });
      const ping = setInterval(() => void stream.writeSSE({ data: '{}', event: 'ping' }), PING_MS);
      ping.unref();
      await new Promise<void>((resolve) => {
        stream.onAbort(resolve);
        const forget = world.onStop(resolve);
        stream.onAbort(forget);
      });
      clearInterval(ping);
      stop();
    }),
  );

  routes.get('/wire', (context) => context.json({ items: world.wire.list() }));

  routes.get('/faults', (context) => context.json(world.faults.current()));

  routes.put('/faults', async (context) => {
    const body = FAULTS.safeParse(await context.req.json().catch(() => null));
    if (!body.success) return problem(context, 400, z.prettifyError(body.error));
    control.setFaults(body.data);
    return context.json(world.faults.current());
  });

  routes.delete('/faults', (context) => {
    control.clearFaults();
    return context.json(world.faults.current());
  });

  routes.get('/limits', (context) => context.json(world.gate.counts()));

  routes.put('/limits', async (context) => {
    const body = LIMITS.safeParse(await context.req.json().catch(() => null));
    if (!body.success) return problem(context, 400, z.prettifyError(body.error));
    world.gate.setLimits(body.data);
    return context.json(world.gate.counts());
  });

  routes.get('/templates', (context) => context.json({ items: world.state.templates }));

  routes.put('/templates/:id/status', async (context) => {
    const template = world.state.templates.find((entry) => entry.id === context.req.param('id'));
    const wabaId = world.options.channels[0]?.wabaId;
    if (template === undefined || wabaId === undefined) return notFound(context);
    const schema = z.object({ status: z.enum(['APPROVED', 'REJECTED', 'PENDING', 'PAUSED', 'DISABLED']) });
    const body = schema.safeParse(await context.req.json().catch(() => null));
    if (!body.success)
      return problem(context, 400, 'status is APPROVED, REJECTED, PENDING, PAUSED or DISABLED');
    template.status = body.data.status;
    world.webhooks.send(templateEvent(template, { wabaId, event: template.status, at: world.now() }));
    return context.json(template);
  });

  routes.post('/verify-webhook', async (context) => {
    const { webhookUrl, verifyToken } = world.options;
    const isVerified = await verifyWebhook({
      url: webhookUrl(),
      verifyToken,
      challenge: String(world.between([1e8, 1e9])),
    });
    return context.json({ isVerified });
  });

  routes.post('/reset', (context) => {
    control.reset();
    return context.json({ ok: true });
  });

  return routes;
}

interface NumberChange {
  customer: SandboxCustomer;
  previousPhone: string;
  phone: string;
}

function changeNumber(world: SandboxWorld, { customer, previousPhone, phone }: NumberChange): void {
  const previous = { phone: previousPhone, userId: customer.userId };
  world.state.customerByPhone.delete(previousPhone);
  customer.phone = phone;
  world.state.customerByPhone.set(phone, customer);
  if (customer.userId !== null) {
    world.state.customerByUserId.delete(customer.userId);
    customer.userId = makeUserId(phone);
    world.state.customerByUserId.set(customer.userId, customer);
  }
  world.changed();
  const channel = world.channelOf(undefined);
  if (channel === undefined) return;
  const id = makeMessageId({ phone: previousPhone, isOutbound: false, unique: world.randomId() });
  world.webhooks.send(messagesEvent(channel, numberChangedPart(previous, { customer, id, at: world.now() })));
}

/** Behind a proxy the scheme may differ while host and port are the same. */
function isSameHost(context: Context, origin: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === context.req.header('host');
}

function notFound(context: Context): Response {
  return problem(context, 404, 'not found');
}

function problem(context: Context, status: 400 | 403 | 404, detail: string): Response {
  return context.json({ title: 'The sandbox cannot do that', status, detail }, status);
}
