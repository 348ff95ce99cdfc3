import { createHmac } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { looseRecord, looseText } from '#server/providers/whatsapp/read-loosely.ts';
import { acceptSend } from './accept-send.ts';
import { checkSend } from './check-send.ts';
import { refusalBody, refuse, refuseObject, type GraphRefusal } from './graph-refusal.ts';
import { makeNumericId } from './make-ids.ts';
import type { SandboxWorld } from './sandbox-world.ts';
import { storeMedia } from './store-media.ts';

/** What the Node adapter hands over; absent when a test calls the app without a socket. */
export interface SandboxBindings {
  outgoing?: { destroy(): unknown };
}

type GraphContext = Context<{ Bindings: SandboxBindings }>;

const VERSION = ':version{v[0-9]+\\.[0-9]+}';
const MEDIA_URL_MS = 5 * 60 * 1000;
const MAX_MEDIA_BYTES = 100 * 1024 * 1024;
const SLOW_ANSWER_MS = 400;

/** The business's side: the Graph API paths a WhatsApp number needs, with tokens, errors and expiring file addresses. */
export function createGraphRoutes(world: SandboxWorld, prefix: string): Hono<{ Bindings: SandboxBindings }> {
  const routes = new Hono<{ Bindings: SandboxBindings }>();

  routes.use('*', async (context, next) => {
    const startedAt = world.now();
    const isJson = context.req.header('content-type')?.startsWith('application/json') === true;
    const request = isJson ? await context.req.text() : '';
    await next();
    const isText = context.res.headers.get('content-type')?.startsWith('application/json') === true;
    const response = isText ? await context.res.clone().text() : '';
    const url = new URL(context.req.url);
    const path = url.pathname.slice(prefix.length) + url.search;
    const timing = { at: startedAt, durationMs: world.now() - startedAt };
    const { method } = context.req;
    world.wire.record({
      ...timing,
      direction: 'graph',
      method,
      path,
      httpStatus: context.res.status,
      request,
      response,
    });
  });

  routes.use('*', async (context, next) => {
    const refusal = refuseCaller(world, context.req.header('authorization'));
    return refusal === null ? await next() : answerRefusal(world, context, refusal);
  });

  routes.get('/files/:mediaId', (context) => serveFile(world, context));

  routes.post(`/${VERSION}/:id/messages`, (context) => takeMessage(world, context));

  routes.post(`/${VERSION}/:id/media`, async (context) => {
    if (world.channelOf(context.req.param('id')) === undefined) return answerObject(world, context);
    const form = await context.req.formData().catch(() => null);
    const file = form?.get('file');
    if (form?.get('messaging_product') !== 'whatsapp' || !(file instanceof File)) {
      return answerRefusal(world, context, refuse(100, 'file and messaging_product are required'));
    }
    if (file.size > MAX_MEDIA_BYTES || file.size === 0) {
      return answerRefusal(world, context, refuse(131009, 'The file is empty or too large'));
    }
    const type = form.get('type');
    const mimeType =
      typeof type === 'string' && type.includes('/') ? type : file.type || 'application/octet-stream';
    const bytes = new Uint8Array(await file.arrayBuffer());
    return context.json({ id: storeMedia(world, { bytes, mimeType, fileName: file.name }).id });
  });

  routes.get(`/${VERSION}/:id/message_templates`, (context) => listTemplates(world, context));

  routes.post(`/${VERSION}/:id/message_templates`, async (context) => {
    const body = looseRecord(await readJson(context));
    const name = looseText(body['name'], 512);
    const language = looseText(body['language'], 32);
    const category = looseText(body['category'], 64)?.toUpperCase();
    if (name === null || language === null || category === undefined || !/^[a-z0-9_]+$/.test(name)) {
      return answerRefusal(world, context, refuse(100, 'name, language and category are required'));
    }
    const id = makeNumericId(`template ${world.randomId()}`);
    const components = Array.isArray(body['components'])
      ? (body['components'] as Record<string, unknown>[])
      : [];
    const isNamed = looseText(body['parameter_format'])?.toUpperCase() === 'NAMED';
    const parameter_format = isNamed ? 'NAMED' : 'POSITIONAL';
    world.state.templates.push({
      id,
      name,
      language,
      status: 'PENDING',
      category,
      parameter_format,
      components,
    });
    world.changed();
    return context.json({ id, status: 'PENDING', category });
  });

  routes.get(`/${VERSION}/:id/phone_numbers`, (context) => {
    const channels = world.options.channels.filter((channel) => channel.wabaId === context.req.param('id'));
    if (channels.length === 0) return answerObject(world, context);
    const fields = context.req.query('fields');
    return context.json({ data: channels.map((channel) => fieldsOf(channel, fields)) });
  });

  routes.get(`/${VERSION}/:id`, (context) => {
    const id = context.req.param('id');
    const channel = world.askFor(id);
    if (channel !== undefined) return context.json(fieldsOf(channel, context.req.query('fields')));
    const media = world.state.media.get(id);
    if (media === undefined) return answerObject(world, context);
    const expiresAt = world.now() + MEDIA_URL_MS;
    const url = `${new URL(context.req.url).origin}${prefix}/files/${id}?ext=${expiresAt}&hash=${sealOf(world, { id, expiresAt })}`;
    const { mimeType: mime_type, sha256Hex: sha256, sizeBytes: file_size } = media;
    return context.json({ messaging_product: 'whatsapp', url, mime_type, sha256, file_size, id });
  });

  routes.delete(`/${VERSION}/:id`, (context) => {
    const id = context.req.param('id');
    if (!world.state.media.delete(id)) return answerObject(world, context);
    world.state.mediaBytes.delete(id);
    world.changed();
    return context.json({ success: true });
  });

  routes.all('*', (context) =>
    answerRefusal(world, context, refuseObject(context.req.path.split('/').pop() ?? '')),
  );
  return routes;
}

function refuseCaller(world: SandboxWorld, authorization: string | undefined): GraphRefusal | null {
  if (authorization === undefined || !authorization.startsWith('Bearer ')) return refuse(0);
  if (authorization.slice('Bearer '.length) !== world.options.accessToken) return refuse(190);
  const { faults } = world;
  return !faults.isForNext('tokenExpired') && faults.strikes('tokenExpired') ? refuse(190) : null;
}

async function takeMessage(world: SandboxWorld, context: GraphContext): Promise<Response> {
  const { faults } = world;
  const channel = world.channelOf(context.req.param('id'));
  if (channel === undefined) return answerObject(world, context);
  const body = await readJson(context);
  if (body === undefined) return answerRefusal(world, context, refuse(100, 'The body is no JSON object'));
  const request = looseRecord(body);
  if (request['status'] === 'read') return markRead(world, context, request);
  if (faults.isForNext('tokenExpired') && faults.strikes('tokenExpired'))
    return answerRefusal(world, context, refuse(190));
  if (faults.strikes('html503'))
    return context.html('<html><body><h1>Service Unavailable</h1></body></html>', 503);
  if (faults.strikes('serverErrorBare')) return context.body(null, 502);
  if (faults.strikes('serverError')) return answerRefusal(world, context, refuse(131016));
  if (faults.strikes('numberLimit')) return answerRefusal(world, context, refuse(130429));
  if (faults.strikes('numberLimit429')) {
    context.header('retry-after', '1');
    return answerRefusal(world, context, { ...refuse(130429), httpStatus: 429 });
  }
  const verdict = checkSend(request, { state: world.state, channel });
  if ('refusal' in verdict) return answerRefusal(world, context, verdict.refusal);
  const acceptance = acceptSend(world, { send: verdict.send, channel });
  if ('refusal' in acceptance) return answerRefusal(world, context, acceptance.refusal);
  if (faults.strikes('slowAnswer'))
    await new Promise<void>((resolve) => world.later(SLOW_ANSWER_MS, resolve));
  if (faults.strikes('lostAnswer')) {
    // Cuts the line after the message was taken: the caller cannot know. Without a socket a bare 502 says as little.
    context.env?.outgoing?.destroy();
    return context.body(null, 502);
  }
  return context.json(acceptance.answer);
}

function markRead(world: SandboxWorld, context: GraphContext, request: Record<string, unknown>): Response {
  const id = looseText(request['message_id'], 512);
  const message = id === null ? undefined : world.state.messages.get(id);
  // The business may know messages from before our time; Meta answers success for old ones too.
  if (message === undefined) return context.json({ success: true });
  for (const earlier of world.state.chats.get(message.customerId) ?? []) {
    const isTheirs = earlier.direction === 'toBusiness' && earlier.phoneNumberId === message.phoneNumberId;
    if (!isTheirs || earlier.at > message.at || earlier.status === 'read') continue;
    earlier.status = 'read';
    const { customerId, status } = earlier;
    world.events.publish({ type: 'status', customerId, messageId: earlier.id, status, errorCode: null });
  }
  if (request['typing_indicator'] !== undefined) {
    const { customerId, phoneNumberId } = message;
    world.events.publish({ type: 'typing', customerId, phoneNumberId, until: world.now() + 25_000 });
  }
  world.changed();
  return context.json({ success: true });
}

function listTemplates(world: SandboxWorld, context: GraphContext): Response {
  const wabaId = context.req.param('id');
  if (!world.options.channels.some((channel) => channel.wabaId === wabaId))
    return answerObject(world, context);
  const query = context.req.query();
  const status = query['status'];
  const name = query['name'];
  const matching = world.state.templates.filter(
    (template) =>
      (status === undefined || template.status === status) && (name === undefined || template.name === name),
  );
  const limit = Math.min(Math.max(Number(query['limit']) || 25, 1), 250);
  const start = Number(Buffer.from(query['after'] ?? '', 'base64url').toString()) || 0;
  const data = matching.slice(start, start + limit);
  const cursorOf = (position: number) => Buffer.from(String(position)).toString('base64url');
  const cursors = { before: cursorOf(start), after: cursorOf(start + data.length) };
  const hasMore = start + data.length < matching.length;
  const next = `https://graph.facebook.com${context.req.path}?after=${cursors.after}`;
  return context.json({ data, paging: { cursors, ...(hasMore ? { next } : {}) } });
}

function serveFile(world: SandboxWorld, context: GraphContext): Response {
  const id = context.req.param('mediaId') ?? '';
  const expiresAt = Number(context.req.query('ext'));
  const isGenuine = context.req.query('hash') === sealOf(world, { id, expiresAt });
  const media = world.state.media.get(id);
  const bytes = world.state.mediaBytes.get(id);
  if (!isGenuine || world.now() > expiresAt || media === undefined || bytes === undefined) {
    return context.text('Not Found', 404);
  }
  return context.body(bytes, 200, { 'content-type': media.mimeType, 'x-content-type-options': 'nosniff' });
}

function sealOf(world: SandboxWorld, { id, expiresAt }: { id: string; expiresAt: number }): string {
  return createHmac('sha256', world.options.appSecret)
    .update(`${id} ${expiresAt}`)
    .digest('base64url')
    .slice(0, 32);
}

function phoneNumberOf(channel: SandboxWorld['options']['channels'][number]): Record<string, unknown> {
  const {
    businessName: verified_name,
    displayPhoneNumber: display_phone_number,
    phoneNumberId: id,
  } = channel;
  return {
    ...{ verified_name, display_phone_number, id, quality_rating: 'GREEN' },
    ...{
      code_verification_status: 'VERIFIED',
      platform_type: 'CLOUD_API',
      throughput: { level: 'STANDARD' },
    },
  };
}

/** Only what was asked for, and its id, which always comes; without fields everything. */
function fieldsOf(
  channel: SandboxWorld['options']['channels'][number],
  fields: string | undefined,
): Record<string, unknown> {
  const whole = phoneNumberOf(channel);
  if (fields === undefined) return whole;
  const asked = ['id', ...fields.split(',')];
  return Object.fromEntries(Object.entries(whole).filter(([name]) => asked.includes(name)));
}

function answerObject(world: SandboxWorld, context: GraphContext): Response {
  return answerRefusal(world, context, refuseObject(context.req.param('id') ?? ''));
}

function answerRefusal(world: SandboxWorld, context: GraphContext, refusal: GraphRefusal): Response {
  const traceId = `A${world.randomId().replaceAll('-', '').slice(0, 22)}`;
  return context.json(refusalBody(refusal, traceId), refusal.httpStatus);
}

async function readJson(context: GraphContext): Promise<unknown> {
  try {
    return JSON.parse(await context.req.text()) as unknown;
  } catch {
    return undefined;
  }
}
