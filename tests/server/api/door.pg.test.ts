import { Writable } from 'node:stream';
import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApiKey, revokeApiKey, SCOPES } from '#server/api/api-key.ts';
import { createApiApp, routes } from '#server/api/create-api-app.ts';
import type { ApiDescription } from '#server/api/describe-api.ts';
import { createLog } from '#server/log.ts';
import type { BlobStore } from '#server/media/blob-store.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp, quietLog } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';
import { callWith, makeCaller } from './call-api.ts';
import type { ProblemBody } from './call-api.ts';

const db = testDatabase();
const BOOTSTRAP_KEY = 'a-key-for-machines-and-tests';
let app: Hono;
let blobs: BlobStore;
let workspace: TestWorkspace;
let now = SENT_AT;

beforeAll(async () => {
  ({ app, blobs } = makeApp({ pool: db.pool, now: () => now, bootstrapApiKey: BOOTSTRAP_KEY }));
  workspace = await makeWorkspace(db.pool);
  await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Duka la Jirani' });
});

const concrete = (path: string) => path.replace(/\{\w+\}/g, uuidv7());
const bare = (path: string, init?: RequestInit) => app.request(`/api/v1${path}`, init);

describe('the key', () => {
  it('is asked for at every address, before anything else is said', async () => {
    for (const { method, path } of routes) {
      const refused = await bare(concrete(path), { method: method.toUpperCase() });
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(refused.headers.get('content-type')).toBe('application/problem+json');
    }
  });

  it.each(['kazi_wrong', 'Bearer', 'x'.repeat(5000)])('%s opens nothing', async (key) => {
    const refused = await callWith(app, key).get<ProblemBody>('/contacts');
    expect(refused.status).toBe(401);
    expect(refused.text).not.toContain(key);
  });

  it('is not found in a cookie or in the address', async () => {
    const { key } = await createApiKey(db.pool, { workspaceId: workspace.id, name: 'K', scopes: SCOPES });
    expect((await bare(`/contacts?key=${key}`)).status).toBe(401);
    expect((await bare('/contacts', { headers: { cookie: `key=${key}` } })).status).toBe(401);
    expect((await bare('/contacts', { headers: { authorization: `bearer ${key}` } })).status).toBe(200);
  });

  it('of 256 random bits is kept only as a hash, with its last four characters to tell it by', async () => {
    const { id, key } = await createApiKey(db.pool, { workspaceId: workspace.id, name: 'K', scopes: SCOPES });
    expect(key).toMatch(/^kazi_[\w-]{43}$/);
    const [row] = await db.rows<Record<string, unknown>>('select * from api_key where id = $1', [id]);
    expect(JSON.stringify(row)).not.toContain(key.slice(5, 30));
    expect(row!.hint).toBe(key.slice(-4));
  });

  it('stops at once when it is revoked, and only its own workspace can revoke it', async () => {
    const { id, key } = await createApiKey(db.pool, { workspaceId: workspace.id, name: 'K', scopes: SCOPES });
    const caller = callWith(app, key);
    expect(await revokeApiKey(db.pool, { workspaceId: uuidv7(), id })).toBe(false);
    expect((await caller.get('/contacts')).status).toBe(200);
    expect(await revokeApiKey(db.pool, { workspaceId: workspace.id, id })).toBe(true);
    expect((await caller.get('/contacts')).status).toBe(401);
    expect(await revokeApiKey(db.pool, { workspaceId: workspace.id, id })).toBe(false);
  });

  it('does only what its scopes say, at every address', async () => {
    for (const scope of SCOPES) {
      const caller = await makeCaller({ app, db: db.pool }, workspace, { scopes: [scope] });
      for (const route of routes) {
        const path = concrete(route.path);
        const answer = route.method === 'get' ? await caller.get(path) : await caller[route.method](path, {});
        expect(answer.status === 403, `${scope} at ${route.method} ${route.path}`).toBe(
          route.scope !== scope,
        );
      }
    }
  });

  it('remembers when it was last used, writing at most once a minute', async () => {
    const { id, key } = await createApiKey(db.pool, { workspaceId: workspace.id, name: 'K', scopes: SCOPES });
    const caller = callWith(app, key);
    const used = async () =>
      (await db.rows<{ at: number }>('select last_used_at as at from api_key where id = $1', [id]))[0]!.at;
    now = SENT_AT;
    await caller.get('/contacts');
    expect(await used()).toBe(SENT_AT);
    now = SENT_AT + 59_000;
    await caller.get('/contacts');
    expect(await used()).toBe(SENT_AT);
    now = SENT_AT + 60_000;
    await caller.get('/contacts');
    expect(await used()).toBe(SENT_AT + 60_000);
  });

  it('of the settings opens the first workspace without a row, with every scope', async () => {
    const before = await db.count('select count(*) from api_key');
    const caller = callWith(app, BOOTSTRAP_KEY);
    const made = await caller.post<{ id: string }>('/contacts', { name: 'By bootstrap' });
    expect(made.status).toBe(201);
    expect(
      await db.count('select count(*) from contact where id = $1 and workspace_id = $2', [
        made.body.id,
        workspace.id,
      ]),
    ).toBe(1);
    expect(await db.count('select count(*) from api_key')).toBe(before);
    const closed = makeApp({ pool: db.pool }).app;
    for (const key of [BOOTSTRAP_KEY, 'undefined']) {
      expect((await callWith(closed, key).get('/contacts')).status).toBe(401);
    }
  });
});

describe('the pace', () => {
  it('of a key is its own: a burst, then so many a second, with the wait told', async () => {
    const api = createApiApp({
      pool: db.pool,
      blobs,
      log: quietLog,
      now: () => now,
      bootstrapKey: undefined,
      onChanged: () => undefined,
      callRate: { perSecond: 2, burst: 5 },
    });
    const keys = await Promise.all(
      ['A', 'B'].map((name) => createApiKey(db.pool, { workspaceId: workspace.id, name, scopes: SCOPES })),
    );
    const call = ({ key }: { key: string }) =>
      api.request('/contacts?limit=1', { headers: { authorization: `Bearer ${key}` } });
    const [a, b] = [keys[0]!, keys[1]!];
    for (let n = 0; n < 5; n++) expect((await call(a)).status).toBe(200);
    const refused = await call(a);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(((await refused.json()) as ProblemBody).type).toBe('urn:kazi:problem:rate_limited');
    expect((await call(b)).status).toBe(200);
    now += 500;
    expect((await call(a)).status).toBe(200);
    expect((await call(a)).status).toBe(429);
    now += 60_000;
    const atOnce = await Promise.all(Array.from({ length: 20 }, () => call(a)));
    expect(atOnce.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(atOnce.filter(({ status }) => status === 429)).toHaveLength(15);
  });
});

describe('what is not a request of this API', () => {
  it('an unknown address is a 404 problem, a wrong method a 405 that names the right ones', async () => {
    for (const path of ['', '/', '/nothing', '/contacts/a/b', '/conversations/x/messages/y']) {
      const refused = await bare(path);
      expect(refused.status, path).toBe(404);
      expect(refused.headers.get('content-type')).toBe('application/problem+json');
    }
    const wrong = await bare('/contacts', { method: 'DELETE' });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('GET, POST');
  });

  it('an id that cannot be one is not found', async () => {
    const caller = await makeCaller({ app, db: db.pool }, workspace);
    for (const id of ['1', 'null', '%00', "';--", '..%2f..', 'a'.repeat(3000)]) {
      expect((await caller.get(`/contacts/${id}`)).status, id).toBe(404);
      expect((await caller.post(`/conversations/${id}/messages`, { text: 'x' })).status, id).toBe(404);
    }
  });

  it.each([['text/plain'], ['multipart/form-data; boundary=x'], ['application/x-www-form-urlencoded'], ['']])(
    'a body of type “%s” is refused with 415',
    async (type) => {
      const caller = await makeCaller({ app, db: db.pool }, workspace);
      const refused = await caller.post<ProblemBody>('/contacts', '{"name":"x"}', { 'content-type': type });
      expect(refused.status).toBe(415);
    },
  );

  it('JSON with a charset or a +json name is JSON', async () => {
    const caller = await makeCaller({ app, db: db.pool }, workspace);
    for (const type of ['application/json; charset=utf-8', 'application/vnd.api+json']) {
      expect((await caller.post('/contacts', { name: 'x' }, { 'content-type': type })).status).toBe(201);
    }
  });

  it('a body that is too large is refused with 413 whatever its length header says', async () => {
    const caller = await makeCaller({ app, db: db.pool }, workspace);
    const large = JSON.stringify({ name: 'x'.repeat(300_000) });
    expect((await caller.post('/contacts', large)).status).toBe(413);
    expect((await caller.post('/contacts', large, { 'content-length': '10' })).status).toBe(413);
  });
});

describe('the description', () => {
  it('is OpenAPI 3.1, open to everyone, and names every address once', async () => {
    const answer = await bare('/openapi.json');
    expect(answer.status).toBe(200);
    const api = (await answer.json()) as ApiDescription;
    expect(api.openapi).toMatch(/^3\.1\./);
    expect(api.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    const listed = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(listed.sort()).toEqual(routes.map((r) => `${r.method} ${r.path}`).sort());
    const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, operation })),
    );
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    for (const { path, operation } of operations) {
      const inPath = operation.parameters.filter((p) => p.in === 'path').map((p) => `{${p.name}}`);
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^[2-5]\d\d$/);
        expect(description).not.toBe('');
        expect(Object.values(content ?? {}).every(({ schema }) => typeof schema === 'object')).toBe(true);
      }
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '403', '429']));
    }
  });

  it('points only at shapes that are there', async () => {
    const text = await (await bare('/openapi.json')).text();
    const api = JSON.parse(text) as ApiDescription;
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!);
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of refs) {
      expect(ref).toMatch(/^#\/components\/schemas\/\w+$/);
      expect(api.components.schemas).toHaveProperty(ref.split('/').at(-1)!);
    }
    expect(text).not.toContain('$defs');
  });

  it('is a page for people that loads nothing from elsewhere and runs no script', async () => {
    const answer = await bare('/docs');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await answer.text();
    for (const { path } of routes) expect(html).toContain(`<code>${path}</code>`);
    expect(html).not.toMatch(/<script|src=|https?:\/\//);
  });
});

it('neither a key nor what a customer wrote is found in the log or in a failure’s answer', async () => {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const conversation = await makeConversation(db.pool, workspace, { from: '254700000091' });
  const broken = makeApp({ pool: db.pool, log: createLog({ name: 'test', level: 'trace', stream }) }).app;
  const caller = await makeCaller({ app: broken, db: db.pool }, workspace);
  await db.pool.query('alter table outbox_item rename to outbox_item_away');
  const failed = await caller.post<ProblemBody>(
    `/conversations/${conversation.id}/messages`,
    { text: 'Siri ya mteja' },
    { 'idempotency-key': 'secret-word' },
  );
  await db.pool.query('alter table outbox_item_away rename to outbox_item');
  expect(failed.status).toBe(500);
  expect(failed.body.type).toBe('urn:kazi:problem:defect');
  expect(failed.text).not.toMatch(/outbox_item|relation|select|at .*\.ts/);
  expect(lines.join('')).toContain('an API request failed');
  for (const secret of [caller.key, 'Siri ya mteja', 'secret-word', '254700000091']) {
    expect(lines.join(''), secret).not.toContain(secret);
    expect(failed.text).not.toContain(secret);
  }
  expect(await db.count(`select count(*) from message where text = 'Siri ya mteja'`)).toBe(0);
  expect(
    (
      await caller.post(
        `/conversations/${conversation.id}/messages`,
        { text: 'Siri ya mteja' },
        {
          'idempotency-key': 'secret-word',
        },
      )
    ).status,
  ).toBe(202);
});
