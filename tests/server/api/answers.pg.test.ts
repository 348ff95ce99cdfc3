import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiDescription } from '#server/api/describe-api.ts';
import { uuidv7 } from '#server/new-id.ts';
import { faultsOf } from '../../support/check-shape.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { fixtureNames, fixtureText } from '../../support/whatsapp-bodies.ts';
import { makeCaller } from './call-api.ts';
import type { ApiCaller } from './call-api.ts';

const db = testDatabase();
let t: TestApp;
let us: ApiCaller;
let api: ApiDescription;
let conversationId: string;

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  const shop = await makeWorkspace(db.pool);
  us = await makeCaller({ app: t.app, db: db.pool }, shop);
  api = (await (await t.app.request('/api/v1/openapi.json')).json()) as ApiDescription;
  for (const name of fixtureNames('inbound-')) await happen(db.pool, fixtureText(name));
  conversationId = (await makeConversation(db.pool, shop)).id;
  await db.pool.query(
    `insert into template (id, workspace_id, channel_id, name, language, category, status, components, synced_at)
     select gen_random_uuid(), workspace_id, id, 'order_ready', 'en', 'UTILITY', 'APPROVED',
       '[{"type":"BODY","text":"Your order is ready."}]', now() from channel`,
  );
});

type Asked = {
  method: 'get' | 'post' | 'patch';
  path: string;
  at: string;
  body?: unknown;
  headers?: HeadersInit;
};

/** Asks, and holds the answer against what the description says of this address, method and status. */
async function ask({ method, path, at, body, headers }: Asked) {
  const isJson = body !== undefined && typeof body !== 'string';
  const answer = await t.app.request(`/api/v1${at}`, {
    method: method.toUpperCase(),
    headers: {
      authorization: `Bearer ${us.key}`,
      ...(isJson && { 'content-type': 'application/json' }),
      ...(headers as Record<string, string>),
    },
    ...(body !== undefined && { body: isJson ? JSON.stringify(body) : body }),
  });
  const said = api.paths[path]![method]!.responses[answer.status];
  expect(said, `${method} ${at} answered ${answer.status}, of which nothing is said`).toBeDefined();
  const shape = said!.content?.[answer.headers.get('content-type') ?? '']?.schema;
  expect(shape, `${method} ${at}: ${answer.headers.get('content-type')}`).toBeDefined();
  const value: unknown = await answer.json();
  expect(faultsOf(value, shape!, api.components.schemas), `${method} ${at} ${answer.status}`).toEqual([]);
  return { status: answer.status, value };
}

describe('what is answered is what the description says', () => {
  it('of every list, page after page', async () => {
    for (const path of ['/contacts', '/conversations', '/templates']) {
      let cursor: string | null = '';
      let seen = 0;
      while (cursor !== null) {
        const { status, value } = await ask({ method: 'get', path, at: `${path}?limit=7&cursor=${cursor}` });
        expect(status).toBe(200);
        const page = value as { items: { id: string }[]; nextCursor: string | null };
        seen += page.items.length;
        cursor = page.nextCursor;
      }
      expect(seen, path).toBeGreaterThan(0);
    }
  });

  it('of one contact, one conversation and its messages, whatever kind they are', async () => {
    const conversations = await us.get<{ items: { id: string; contact: { id: string } }[] }>(
      '/conversations?limit=200',
    );
    const kinds = new Set<string>();
    for (const { id, contact } of conversations.body.items) {
      await ask({ method: 'get', path: '/contacts/{id}', at: `/contacts/${contact.id}` });
      await ask({ method: 'get', path: '/conversations/{id}', at: `/conversations/${id}` });
      const path = '/conversations/{id}/messages';
      const { value } = await ask({ method: 'get', path, at: `/conversations/${id}/messages?limit=200` });
      for (const { type } of (value as { items: { type: string }[] }).items) kinds.add(type);
    }
    expect(kinds.size).toBeGreaterThan(10);
  });

  it('of what is written', async () => {
    const path = '/conversations/{id}/messages';
    const at = `/conversations/${conversationId}/messages`;
    const made = await ask({
      ...{ method: 'post', path: '/contacts', at: '/contacts' },
      body: { name: 'Njeri', identities: [{ kind: 'phone', value: '0712345678' }] },
    });
    expect(made.status).toBe(201);
    const { id } = made.value as { id: string };
    const statuses = [
      await ask({ method: 'patch', path: '/contacts/{id}', at: `/contacts/${id}`, body: { tags: ['vip'] } }),
      await ask({ method: 'post', path, at, body: { text: 'Habari' } }),
      await ask({ method: 'post', path, at, body: { template: { name: 'order_ready', language: 'en' } } }),
      await ask({
        ...{ method: 'patch', path: '/conversations/{id}', at: `/conversations/${conversationId}` },
        body: { status: 'closed' },
      }),
      await ask({
        ...{
          method: 'post',
          path: '/media',
          at: '/media?fileName=prices.pdf',
          body: '%PDF-1.4 prices',
        },
        headers: { 'content-type': 'application/pdf' },
      }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 202, 202, 200, 201]);
  });

  it('of every refusal', async () => {
    const nobody = uuidv7();
    const messages = {
      path: '/conversations/{id}/messages',
      at: `/conversations/${conversationId}/messages`,
    };
    const key = { 'idempotency-key': 'once' };
    const refused: [Asked, number][] = [
      [{ method: 'get', path: '/contacts', at: '/contacts?limit=0' }, 400],
      [{ method: 'get', path: '/contacts', at: '/contacts?cursor=x' }, 400],
      [{ method: 'get', path: '/contacts', at: '/contacts?identity=%00' }, 400],
      [{ method: 'get', path: '/contacts/{id}', at: `/contacts/${nobody}` }, 404],
      [{ method: 'get', path: '/conversations/{id}', at: `/conversations/${nobody}` }, 404],
      [{ method: 'get', path: messages.path, at: `/conversations/${nobody}/messages` }, 404],
      [{ method: 'patch', path: '/contacts/{id}', at: `/contacts/${nobody}`, body: { name: 'A' } }, 404],
      [{ method: 'patch', path: '/conversations/{id}', at: `/conversations/${nobody}`, body: {} }, 404],
      [{ method: 'post', ...messages, at: `/conversations/${nobody}/messages`, body: { text: 'a' } }, 404],
      [{ method: 'post', ...messages, body: '{', headers: { 'content-type': 'application/json' } }, 400],
      [{ method: 'post', ...messages, body: 'a' }, 415],
      [{ method: 'post', ...messages, body: { text: 'a'.repeat(300_000) } }, 413],
      [{ method: 'post', ...messages, body: { text: ' ' } }, 422],
      [{ method: 'post', ...messages, body: { media: { id: nobody } } }, 422],
      [{ method: 'post', path: '/contacts', at: '/contacts', body: { name: 'A' }, headers: key }, 201],
      [{ method: 'post', path: '/contacts', at: '/contacts', body: { name: 'B' }, headers: key }, 422],
      [
        {
          ...{ method: 'post', path: '/contacts', at: '/contacts' },
          body: { identities: [{ kind: 'phone', value: '+254712345678' }] },
        },
        409,
      ],
      [
        {
          method: 'post',
          path: '/media',
          at: '/media',
          body: '<svg/>',
          headers: { 'content-type': 'image/svg+xml' },
        },
        422,
      ],
    ];
    for (const [asked, status] of refused) expect((await ask(asked)).status, asked.at).toBe(status);
  });

  it('and the check sees a field that nobody spoke of, one that is missing and one of another kind', () => {
    const shape = api.paths['/contacts/{id}']!['get']!.responses['200']!.content!['application/json']!.schema;
    expect(faultsOf({ id: 5, secret: 'x' }, shape, api.components.schemas)).toEqual(
      expect.arrayContaining(['$.name: missing', '$.id: 5 is not string', '$.secret: nobody speaks of it']),
    );
  });
});
