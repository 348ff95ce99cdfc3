import { Hono } from 'hono';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Pool } from 'pg';
import { Refusal } from '#schema/errors.ts';
import { inTransaction, isTransient } from '../db/in-transaction.ts';
import type { Log } from '../log.ts';
import type { BlobStore } from '../media/blob-store.ts';
import { createPlaces } from '../media/read-upload.ts';
import { createCallerFinder } from './api-key.ts';
import type { Caller } from './api-key.ts';
import { contactRoutes } from './contact-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import type { Route } from './define-route.ts';
import { describeApi } from './describe-api.ts';
import { explainRefusal } from './explain-refusal.ts';
import { isId } from './is-id.ts';
import { answerOnce, readIdempotencyKey } from './keep-answer.ts';
import type { Answer } from './keep-answer.ts';
import { createCallLimit } from './limit-calls.ts';
import type { CallRate } from './limit-calls.ts';
import { mediaRoutes } from './media-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { Problem, problemResponse } from './problem.ts';
import { readFile } from './read-file.ts';
import { readJson, readParameters } from './read-request.ts';
import { showDocs } from './show-docs.ts';
import { templateRoutes } from './template-routes.ts';

export type ApiAppDeps = {
  pool: Pool;
  /** Where files that are brought lie until they are sent. */
  blobs: BlobStore;
  log: Log;
  now: () => number;
  /** A key with every scope for the first workspace; undefined when there is none. */
  bootstrapKey: string | undefined;
  /** Told after each committed write, so that live counts follow. */
  onChanged: (workspaceId: string) => void;
  /** Calls per key; the usual pace unless told. */
  callRate?: CallRate;
};

export const routes: readonly Route[] = [
  ...contactRoutes,
  ...conversationRoutes,
  ...messageRoutes,
  ...mediaRoutes,
  ...templateRoutes,
];

const USUAL_RATE: CallRate = { perSecond: 50, burst: 100 };
const FILES_AT_ONCE = 4;

/** REST v1 for other systems, to be mounted at `/api/v1`. Everything but its own description needs a key. */
export function createApiApp(deps: ApiAppDeps): Hono {
  const api = new Hono();
  const findCaller = createCallerFinder({ db: deps.pool, bootstrapKey: deps.bootstrapKey });
  const limit = createCallLimit(deps.callRate ?? USUAL_RATE);
  const places = createPlaces(FILES_AT_ONCE);
  const description = describeApi(routes);
  const docs = showDocs(description);

  api.onError((error, c) => problemResponse(toProblem(error, c, deps.log)));

  api.get('/openapi.json', (c) => c.json(description));
  api.get('/docs', (c) => {
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    );
    return c.html(docs);
  });

  async function admit(c: Context, route: Route, now: number): Promise<Caller> {
    const key = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (key === undefined) throw noKey();
    const caller = await findCaller(key, now);
    if (!caller) throw badKey();
    const waitMs = limit.take(caller.id, now);
    if (waitMs > 0) throw tooFast(waitMs);
    if (!caller.scopes.has(route.scope)) {
      throw new Problem('missing_scope', {
        detail: `This address needs a key with the scope ${route.scope}.`,
      });
    }
    return caller;
  }

  async function serve(c: Context, route: Route): Promise<Response> {
    const now = deps.now();
    const caller = await admit(c, route, now);
    if (!route.takesFile) return carryOut(c, route, { caller, now });
    const leave = places.take(caller.id);
    if (!leave) throw tooFast(1000);
    return carryOut(c, route, { caller, now }).finally(leave);
  }

  async function carryOut(
    c: Context,
    route: Route,
    { caller, now }: { caller: Caller; now: number },
  ): Promise<Response> {
    const params = c.req.param() as Record<string, string>;
    if (!Object.values(params).every(isId)) throw new Refusal('not_found');
    const key = route.method === 'post' ? readIdempotencyKey(c.req.header('idempotency-key')) : null;
    const json = route.body ? await readJson(c.req.raw) : null;
    const query = readParameters(c.req.queries());
    const file = route.takesFile ? await readFile(c.req.raw, query['fileName']) : null;
    const { blobs } = deps;
    const work = route.prepare({ caller, now, params, query, blobs, file, body: json?.value });
    const { status } = route.answer;
    if (route.method === 'get') return answer({ status, body: tell(await work(deps.pool)), isReplay: false });
    const given = await inTransaction(deps.pool, async (tx): Promise<Answer> => {
      const run = async () => ({ status, body: tell(await work(tx)) });
      if (key === null) return { ...(await run()), isReplay: false };
      const asked = {
        caller,
        key,
        route: `${c.req.method} ${c.req.path}`,
        bytes: json?.bytes ?? file?.bytes ?? Buffer.alloc(0),
      };
      return answerOnce(tx, asked, run);
    });
    if (!given.isReplay) deps.onChanged(caller.workspaceId);
    return answer(given);
  }

  for (const route of routes)
    api.on(route.method.toUpperCase(), honoPath(route.path), (c) => serve(c, route));
  for (const path of new Set(routes.map((r) => r.path))) {
    const allow = routes.filter((r) => r.path === path).map((r) => r.method.toUpperCase());
    api.all(honoPath(path), () => {
      throw new Problem('method_not_allowed', {
        detail: `This address takes ${allow.join(' and ')}.`,
        headers: { allow: allow.join(', ') },
      });
    });
  }
  api.all('*', () => {
    throw new Problem('not_found', { detail: 'There is no such address. /api/v1/docs lists all of them.' });
  });
  return api;
}

function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function tell(value: unknown): string {
  return JSON.stringify(value);
}

function answer({ status, body, isReplay }: Answer): Response {
  return new Response(body, {
    status: status as ContentfulStatusCode,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(isReplay && { 'idempotency-replayed': 'true' }),
    },
  });
}

function noKey(): Problem {
  return new Problem('not_signed_in', {
    detail: 'Send the header Authorization: Bearer <key>. An admin of the workspace makes keys.',
    headers: { 'www-authenticate': 'Bearer realm="Kazi API"' },
  });
}

function badKey(): Problem {
  return new Problem('bad_key', {
    detail: 'This key is not known, or it was revoked.',
    headers: { 'www-authenticate': 'Bearer realm="Kazi API", error="invalid_token"' },
  });
}

function tooFast(waitMs: number): Problem {
  return new Problem('rate_limited', {
    detail: 'This key called more often than it may. Wait as long as Retry-After says.',
    headers: { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) },
  });
}

function toProblem(error: Error, c: Context, log: Log): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal) return explainRefusal(error);
  log.error({ err: error, method: c.req.method, path: c.req.path }, 'an API request failed');
  if (isTransient(error)) {
    return new Problem('unavailable', {
      detail: 'Too much happened at once. Repeat the request.',
      headers: { 'retry-after': '1' },
    });
  }
  return new Problem('defect', { detail: 'The request was not carried out. It is in our log.' });
}
