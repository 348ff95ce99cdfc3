import { Hono } from 'hono';
import type { Context as HonoContext } from 'hono';
import type { Pool } from 'pg';
import type { Context } from '#schema/context.ts';
import type { ErrorCode } from '#schema/errors.ts';
import { canManage } from '#schema/permissions.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { scrubText } from '../log.ts';
import type { Log } from '../log.ts';
import { createEventReader, EVENT_FILTERS } from './list-events.ts';
import type { EventFilter, EventLine } from './list-events.ts';
import { maskBody } from './mask-body.ts';
import { isEventId } from './read-command.ts';
import { dismissEvent, retryEvent } from './retry-events.ts';

type Deps = { pool: Pool; whoIsAsking: WhoIsAsking; log: Log };

const STATUS = { not_signed_in: 401, forbidden: 403, not_found: 404, invalid_input: 400 } as const;
const DEFAULT_LIMIT = 40;
const MOST = 100;

/**
 * The journal for a screen, behind the session: managers and administrators see the events of their own workspace and
 * may have one tried again or set aside. `GET /`, `GET /:id`, `POST /:id/retry`, `POST /:id/dismiss`.
 */
export function createJournalApp({ pool, whoIsAsking, log }: Deps): Hono<{ Variables: { ctx: Context } }> {
  const app = new Hono<{ Variables: { ctx: Context } }>();
  const reader = createEventReader();

  app.use('*', async (c, next) => {
    c.header('cache-control', 'no-store');
    if (c.req.method !== 'GET' && !isSameOrigin(c.req.raw)) return refuse(c, 'forbidden');
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return refuse(c, 'not_signed_in');
    if (!canManage(ctx)) return refuse(c, 'forbidden');
    c.set('ctx', ctx);
    return next();
  });

  app.get('/', async (c) => {
    const filter = (c.req.query('filter') ?? 'all') as EventFilter;
    const before = c.req.query('before') ?? null;
    const limit = Number(c.req.query('limit') ?? DEFAULT_LIMIT);
    if (!EVENT_FILTERS.includes(filter)) return refuse(c, 'invalid_input');
    if (before !== null && !isEventId(before)) return refuse(c, 'invalid_input');
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST) return refuse(c, 'invalid_input');
    const { events, nextBefore } = await reader.list(pool, c.get('ctx'), { filter, before, limit });
    return c.json({ items: events.map(shape), nextBefore });
  });

  app.get('/:id', async (c) => {
    const event = await find(c);
    if (!event) return refuse(c, 'not_found');
    return c.json({ ...shape(event), body: maskBody(event.body) });
  });

  app.post('/:id/retry', (c) => act(c, 'retry'));
  app.post('/:id/dismiss', (c) => act(c, 'dismiss'));

  type Asked = HonoContext<{ Variables: { ctx: Context } }>;

  async function find(c: Asked) {
    const id = c.req.param('id') ?? '';
    return isEventId(id) ? reader.find(pool, c.get('ctx'), id) : null;
  }

  async function act(c: Asked, verb: 'retry' | 'dismiss'): Promise<Response> {
    const event = await find(c);
    if (!event) return refuse(c, 'not_found');
    const move = verb === 'retry' ? retryEvent : dismissEvent;
    const isMoved = await inTransaction(pool, (tx) => move(tx, event.id));
    if (!isMoved) return refuse(c, 'invalid_input');
    log.info({ eventId: event.id, memberId: c.get('ctx').memberId, verb }, 'a person decided about an event');
    const after = await find(c);
    return after ? c.json(shape(after)) : refuse(c, 'not_found');
  }

  return app;
}

/** One event as the screen gets it. */
function shape({ summary, error, ...row }: EventLine & { body?: Buffer }) {
  const { holds, about, notices } = summary;
  const { id, state, receivedAt, processedAt, attempts, unknownChannel, unknownNumbers, bytes } = row;
  const reason = error === null ? null : scrubText(error);
  return {
    id,
    state,
    receivedAt,
    processedAt,
    attempts,
    unknownChannel,
    unknownNumbers,
    bytes,
    reason,
    holds,
    about,
    notices,
  };
}

/** A browser says where a request comes from; one that does not say it says its origin. Anything else is not our page. */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  if (origin === null || !URL.canParse(origin)) return false;
  return new URL(origin).host === (request.headers.get('host') ?? new URL(request.url).host);
}

function refuse(c: HonoContext, code: ErrorCode & keyof typeof STATUS): Response {
  return c.json({ code }, STATUS[code]);
}
