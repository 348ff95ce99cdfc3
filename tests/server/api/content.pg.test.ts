import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MessageShape } from '#server/api/message-shape.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import { putTemplates } from '#server/outbound/sync-templates.ts';
import { readTemplate } from '#server/providers/whatsapp/templates.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { startFakeGraph } from '../../support/fake-graph.ts';
import type { FakeGraph } from '../../support/fake-graph.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace, testSecretBox } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';
import { makeCaller } from './call-api.ts';
import type { ApiCaller, ProblemBody } from './call-api.ts';

const db = testDatabase();
const DAY_MS = 24 * 60 * 60_000;
let t: TestApp;
let shop: TestWorkspace;
let neighbour: TestWorkspace;
let us: ApiCaller;
let them: ApiCaller;
let graph: FakeGraph;
let conversation: TestConversation;
let now = SENT_AT;
let nextNumber = 254_700_000_700;

const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
);
const PDF = Buffer.from(`%PDF-1.4\n${'bei '.repeat(60)}`);
const OGG = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(80)]);

const TEMPLATES = [
  {
    id: '71',
    name: 'oda_tayari',
    language: 'sw',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Oda {{1}}' },
      { type: 'BODY', text: 'Habari {{1}}, jumla ni {{2}}.' },
      { type: 'FOOTER', text: 'Duka la Majaribio' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Sawa' },
          { type: 'URL', text: 'Fuatilia', url: 'https://example.com/o/{{1}}' },
        ],
      },
    ],
  },
  {
    id: '72',
    name: 'appointment',
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [{ type: 'BODY', text: 'Hello {{name}}, see you on {{day}}.' }],
  },
  {
    id: '73',
    name: 'invoice',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'DOCUMENT' },
      { type: 'BODY', text: 'Your invoice' },
    ],
  },
  {
    id: '74',
    name: 'sale',
    language: 'en',
    status: 'PAUSED',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Sale!' }],
  },
];

beforeAll(async () => {
  t = makeApp({ pool: db.pool, now: () => now });
  shop = await makeWorkspace(db.pool);
  neighbour = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Duka la Jirani' });
  us = await makeCaller({ app: t.app, db: db.pool }, shop);
  them = await makeCaller({ app: t.app, db: db.pool }, neighbour);
  await putTemplates(
    db.pool,
    { channelId: shop.channel.id, workspaceId: shop.id, now },
    TEMPLATES.map((raw) => readTemplate(raw)!),
  );
});
beforeEach(async () => {
  now = SENT_AT + 60_000;
  await emptyInbox(db.pool);
  conversation = await makeConversation(db.pool, shop, { from: String(nextNumber++) });
  graph = await startFakeGraph();
  return () => graph.close();
});

const send = <T = MessageShape>(body: object) =>
  us.post<T>(`/conversations/${conversation.id}/messages`, body);
const leave = () =>
  drainLane(
    { pool: db.pool, blobs: t.blobs, secretBox: testSecretBox, apiUrl: graph.apiUrl, now: () => now },
    conversation.lane,
  );
const paths = ({ body }: { body: ProblemBody }) => body.errors?.map((e) => e.path) ?? [];

type Brought = { id: string; kind: string; mimeType: string; fileName: string; sizeBytes: number };
async function bring(bytes: Buffer, type: string, { as = us, query = '', headers = {} } = {}) {
  const answer = await t.app.request(`/api/v1/media${query}`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { authorization: `Bearer ${as.key}`, 'content-type': type, ...headers },
  });
  return { status: answer.status, body: (await answer.json()) as Brought & ProblemBody };
}

describe('a template sent by a machine', () => {
  const order = {
    name: 'oda_tayari',
    language: 'sw',
    header: { text: 'TH-7' },
    variables: ['Mary', 'KSh 900'],
    buttons: [
      { index: 0, payload: 'order:7' },
      { index: 1, text: 'TH-7' },
    ],
  };

  it('goes with the window shut, every place filled, and stands in the thread as the customer reads it', async () => {
    now = SENT_AT + 2 * DAY_MS;
    const sent = await send({ template: order });
    expect(sent.status).toBe(202);
    expect(sent.body).toMatchObject({
      type: 'template',
      text: 'Habari Mary, jumla ni KSh 900.',
      status: 'queued',
      author: { kind: 'api', name: 'Order system' },
    });
    await leave();
    expect(graph.calls[0]?.body).toMatchObject({
      type: 'template',
      template: {
        name: 'oda_tayari',
        language: { code: 'sw' },
        components: [
          { type: 'header', parameters: [{ type: 'text', text: 'TH-7' }] },
          { type: 'body', parameters: [{ text: 'Mary' }, { text: 'KSh 900' }] },
          { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ payload: 'order:7' }] },
          { type: 'button', sub_type: 'url', index: '1', parameters: [{ text: 'TH-7' }] },
        ],
      },
    });
    const [row] = await db.rows<{ content: object; trail: string[] }>(
      `select m.content, (select array_agg(x.evidence order by x.at, x.id) from message_transition x where x.message_id = m.id) as trail
       from message m where m.id = $1`,
      [sent.body.id],
    );
    expect(row!.content).toMatchObject({ header: 'Oda TH-7', buttons: ['Sawa', 'Fuatilia'] });
    expect(row!.trail[0]).toBe('api:Order system');
  });

  it('takes its values by name or by number, and a language with a dash', async () => {
    await send({ template: { ...order, variables: { '1': 'Mary', '2': 'KSh 900' } } });
    const named = { name: 'appointment', language: 'en-US', variables: { day: 'Monday', name: 'Mary' } };
    expect((await send({ template: named })).body.text).toBe('Hello Mary, see you on Monday.');
    await leave();
    expect(graph.calls).toHaveLength(2);
    expect(graph.calls[1]?.body['template']).toMatchObject({
      language: { code: 'en_US' },
      components: [
        {
          type: 'body',
          parameters: [
            { parameter_name: 'name', text: 'Mary' },
            { parameter_name: 'day', text: 'Monday' },
          ],
        },
      ],
    });
  });

  it('shows a file in its header, by link or brought before', async () => {
    const byLink = { link: 'https://files.example.com/inv-7.pdf', fileName: 'Invoice 7.pdf' };
    expect((await send({ template: { name: 'invoice', language: 'en', header: byLink } })).status).toBe(202);
    const file = (await bring(PDF, 'application/pdf', { query: '?fileName=Invoice%208.pdf' })).body;
    const byId = { mediaId: file.id };
    expect((await send({ template: { name: 'invoice', language: 'en', header: byId } })).status).toBe(202);
    await leave();
    const documents = graph.calls.map(
      ({ body }) =>
        (body['template'] as { components: { parameters: unknown[] }[] }).components[0]!.parameters[0],
    );
    expect(documents).toEqual([
      { type: 'document', document: { link: byLink.link, filename: 'Invoice 7.pdf' } },
      { type: 'document', document: { id: 'media.1', filename: 'Invoice 8.pdf' } },
    ]);
  });

  it.each<[string, object, string[]]>([
    ['is not one of this number', { ...order, name: 'oda_kesho' }, ['template.name']],
    ['is in another language only', { ...order, language: 'en' }, ['template.name']],
    ['is paused', { name: 'sale', language: 'en' }, ['template.name']],
    ['lacks a value', { ...order, variables: ['Mary'] }, ['template.variables.2']],
    ['has a value too many', { ...order, variables: ['a', 'b', 'c'] }, ['template.variables.2']],
    [
      'names a place that is not there',
      { ...order, variables: { '1': 'a', '2': 'b', x: 'c' } },
      ['template.variables.x'],
    ],
    ['holds a line break', { ...order, variables: ['Mary\nW', 'b'] }, ['template.variables.1']],
    ['holds five spaces', { ...order, variables: ['a', 'b     c'] }, ['template.variables.2']],
    ['lacks its header', { ...order, header: undefined }, ['template.header.text']],
    ['lacks the end of its link', { ...order, buttons: [] }, ['template.buttons.1.text']],
    [
      'presses a button that is a link',
      {
        ...order,
        buttons: [
          { index: 1, payload: 'x' },
          { index: 1, text: 'y' },
        ],
      },
      ['template.buttons.0.index', 'template.buttons'],
    ],
    ['needs a file', { name: 'invoice', language: 'en' }, ['template.header']],
    [
      'has words for a file',
      { name: 'invoice', language: 'en', header: { text: 'x' } },
      ['template.header.text', 'template.header'],
    ],
    [
      'has a file for words',
      { ...order, header: { link: 'https://example.com/a.pdf' } },
      ['template.header', 'template.header.text'],
    ],
    [
      'has a file nobody brought',
      { name: 'invoice', language: 'en', header: { mediaId: 'x' } },
      ['template.header.mediaId'],
    ],
  ])('is refused before it leaves when it %s, naming the field', async (_, template, expected) => {
    const refused = await send<ProblemBody>({ template });
    expect(refused.status).toBe(422);
    expect(refused.body.type).toBe('urn:kazi:problem:invalid_input');
    expect(paths(refused)).toEqual(expected);
    expect(refused.text).not.toContain('Mary');
    expect(await db.count('select count(*) from outbox_item where lane = $1', [conversation.lane])).toBe(0);
  });

  it('of a neighbour’s conversation is not found', async () => {
    const refused = await them.post<ProblemBody>(`/conversations/${conversation.id}/messages`, {
      template: order,
    });
    expect(refused.status).toBe(404);
  });
});

describe('a file sent by a machine', () => {
  it('by link is fetched by WhatsApp, not by us', async () => {
    const media = { link: 'https://files.example.com/a.jpg', type: 'image', caption: ' Duka letu ' };
    expect((await send({ media })).body).toMatchObject({ type: 'image', text: 'Duka letu' });
    await leave();
    expect(graph.uploads).toHaveLength(0);
    expect(graph.calls[0]?.body).toMatchObject({
      type: 'image',
      image: { link: media.link, caption: 'Duka letu' },
    });
  });

  it.each([
    'http://files.example.com/a.jpg',
    'https://127.0.0.1/a.jpg',
    'https://[::1]/a.jpg',
    'https://localhost/a.jpg',
    'https://me:secret@files.example.com/a.jpg',
    'file:///etc/passwd',
  ])('is not taken from %s', async (link) => {
    const refused = await send<ProblemBody>({ media: { link, type: 'image' } });
    expect(refused.status).toBe(422);
    expect(paths(refused)).toEqual(['media.link']);
  });

  it('brought before is typed by its content, handed over once, and goes with one message', async () => {
    const { status, body: file } = await bring(JPEG, 'text/plain', { query: '?fileName=..%2Fpicha.jpg' });
    expect(status).toBe(201);
    expect(file).toEqual({
      id: file.id,
      kind: 'image',
      mimeType: 'image/jpeg',
      fileName: 'picha.jpg',
      sizeBytes: JPEG.length,
    });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        send<MessageShape & ProblemBody>({ media: { id: file.id, caption: 'Duka' } }),
      ),
    );
    expect(answers.map((a) => a.status).sort()).toEqual([202, 422, 422, 422]);
    expect(paths(answers.find((a) => a.status === 422)!)).toEqual(['media.id']);
    await leave();
    expect(graph.uploads).toHaveLength(1);
    expect(graph.calls.map(({ body }) => body['image'])).toEqual([{ id: 'media.1', caption: 'Duka' }]);
  });

  it('comes in a form too, and a recording may go as a voice note', async () => {
    const form = new FormData();
    form.set('file', new Blob([OGG], { type: 'audio/ogg' }), 'sauti.ogg');
    const answer = await t.app.request('/api/v1/media', {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${us.key}` },
    });
    const file = (await answer.json()) as Brought;
    expect(file).toMatchObject({ kind: 'audio', fileName: 'sauti.ogg' });
    const wrong = await send<ProblemBody>({ media: { id: file.id, type: 'image' } });
    expect(paths(wrong)).toEqual(['media.type']);
    const captioned = await send<ProblemBody>({ media: { id: file.id, type: 'voice', caption: 'x' } });
    expect(paths(captioned)).toEqual(['media.caption']);
    expect((await send({ media: { id: file.id, type: 'voice' } })).body.type).toBe('voice');
    await leave();
    expect(graph.calls[0]?.body['audio']).toEqual({ id: 'media.1', voice: true });
  });

  it('repeated under one idempotency key is one file', async () => {
    const headers = { 'idempotency-key': 'file-1' };
    const [first, second] = await Promise.all([
      bring(PDF, 'application/pdf', { headers }),
      bring(PDF, 'application/pdf', { headers }),
    ]);
    expect(first!.body.id).toBe(second!.body.id);
    expect((await bring(JPEG, 'image/jpeg', { headers })).body.type).toBe(
      'urn:kazi:problem:idempotency_mismatch',
    );
  });

  it.each<[string, Buffer, string, number, string]>([
    ['a page', Buffer.from('<script>alert(1)</script>'), 'text/html', 422, 'media_unsupported'],
    ['nothing', Buffer.alloc(0), 'image/jpeg', 422, 'media_unsupported'],
    [
      'a picture of 6 MB',
      Buffer.concat([JPEG, Buffer.alloc(6 * 1024 * 1024)]),
      'image/jpeg',
      413,
      'media_too_large',
    ],
    ['half a form', Buffer.from('--x'), 'multipart/form-data; boundary=x', 400, 'body_unreadable'],
  ])('is refused when it is %s', async (_, bytes, type, status, code) => {
    const refused = await bring(bytes, type);
    expect(refused.status).toBe(status);
    expect(refused.body.type).toBe(`urn:kazi:problem:${code}`);
  });

  it('of a neighbour, of a colleague or of a customer cannot be sent', async () => {
    const foreign = (await bring(JPEG, 'image/jpeg', { as: them })).body.id;
    const own = (await bring(JPEG, 'image/jpeg')).body.id;
    await db.pool.query('update media set uploaded_by = $2 where id = $1', [own, shop.members.agent.id]);
    for (const id of [foreign, own])
      expect(paths(await send<ProblemBody>({ media: { id } }))).toEqual(['media.id']);
  });

  it('waits for the window like words do', async () => {
    now = SENT_AT + DAY_MS;
    const refused = await send<ProblemBody>({
      media: { link: 'https://files.example.com/a.jpg', type: 'image' },
    });
    expect(refused.body.type).toBe('urn:kazi:problem:window_shut');
  });
});

describe('the list of templates', () => {
  type Page = {
    items: { name: string; language: string; body: { variables: string[] } }[];
    nextCursor: string | null;
  };

  it('tells what each says and what it wants, page by page, and only the business’s own', async () => {
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page = (await us.get<Page>(`/templates?limit=1&cursor=${cursor}`)).body;
      expect(page.items).toHaveLength(1);
      names.push(page.items[0]!.name);
      cursor = page.nextCursor;
    }
    expect(names.sort()).toEqual(['appointment', 'invoice', 'oda_tayari', 'sale']);
    expect((await them.get<Page>('/templates')).body.items).toEqual([]);
    const approved = (await us.get<Page>('/templates?status=approved&name=appointment&language=en-US')).body;
    expect(approved.items.map((item) => item.body.variables)).toEqual([['name', 'day']]);
  });
});
