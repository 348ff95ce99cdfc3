import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MessageShape } from '#server/api/message-shape.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
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
import { fixtureText, SENT_AT } from '../../support/whatsapp-bodies.ts';
import { makeCaller } from './call-api.ts';
import type { ApiCaller, ProblemBody } from './call-api.ts';

const db = testDatabase();
const DAY_MS = 24 * 60 * 60_000;
let t: TestApp;
let shop: TestWorkspace;
let us: ApiCaller;
let graph: FakeGraph;
let conversation: TestConversation;
let now = SENT_AT;
let nextNumber = 254_700_000_800;

beforeAll(async () => {
  t = makeApp({ pool: db.pool, now: () => now });
  shop = await makeWorkspace(db.pool);
  us = await makeCaller({ app: t.app, db: db.pool }, shop);
});
beforeEach(async () => {
  now = SENT_AT + 60_000;
  await emptyInbox(db.pool);
  conversation = await makeConversation(db.pool, shop, { from: String(nextNumber++) });
  graph = await startFakeGraph();
  return () => graph.close();
});

const send = <T = MessageShape>(interactive: object) =>
  us.post<T>(`/conversations/${conversation.id}/messages`, { interactive });
const leave = () =>
  drainLane(
    { pool: db.pool, blobs: t.blobs, secretBox: testSecretBox, apiUrl: graph.apiUrl, now: () => now },
    conversation.lane,
  );

const BUTTONS = {
  type: 'buttons',
  header: 'Oda ORD-1042',
  body: 'Jumla KES 1,500. Ungependa kulipa vipi?',
  footer: 'Duka la Mfano',
  buttons: [
    { id: 'pay_now:ORD-1042', title: 'Lipa sasa' },
    { id: 'pay_later:ORD-1042', title: ' Baadaye ' },
  ],
};
const LIST = {
  type: 'list',
  header: 'Muda',
  body: 'Chagua muda wa kuletewa',
  footer: 'Duka la Mfano',
  label: 'Chagua muda',
  sections: [
    {
      title: 'Leo',
      rows: [
        { id: 'slot_am', title: 'Asubuhi', description: '9am - 12pm' },
        { id: 'slot_pm', title: 'Alasiri', description: '2pm - 5pm' },
      ],
    },
  ],
};
const LINK = {
  type: 'link',
  body: 'Fuatilia oda yako',
  label: 'Fungua',
  url: 'https://example.com/o/ORD-1042',
};
const row = (over: object = {}) => ({ id: 'a', title: 'Asubuhi', ...over });
const rows = (...all: object[]) => ({ ...LIST, sections: [{ rows: all }] });

describe('buttons, a list or a link sent by a machine', () => {
  it.each([
    [BUTTONS, 'request-interactive-buttons.json'],
    [LIST, 'request-interactive-list.json'],
    [LINK, 'request-interactive-cta-url.json'],
  ])('%o leaves as WhatsApp wants it, and stands in the thread', async (interactive, fixture) => {
    const answer = await send(interactive);
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ type: interactive.type, text: interactive.body, status: 'queued' });
    await leave();
    const wanted = JSON.parse(fixtureText(fixture)) as { interactive: unknown };
    expect(graph.calls[0]?.body).toMatchObject({ type: 'interactive', interactive: wanted.interactive });
    expect(graph.calls).toHaveLength(1);
    const [kept] = await db.rows<{ content: object }>('select content from message where id = $1', [
      answer.body.id,
    ]);
    expect(kept!.content).toMatchObject({ kind: interactive.type });
  });

  it('a list may say more than a caption', async () => {
    expect((await send({ ...LIST, body: 'b'.repeat(4_096) })).status).toBe(202);
  });

  it('needs an open window', async () => {
    now += 2 * DAY_MS;
    const answer = await send<ProblemBody>(LINK);
    expect([answer.status, answer.body.type]).toEqual([409, 'urn:kazi:problem:window_shut']);
  });

  it.each([
    ['buttons without words above', { ...BUTTONS, body: ' ' }, 'body'],
    ['words beyond 1024', { ...BUTTONS, body: 'b'.repeat(1_025) }, 'body'],
    ['a heading beyond 60', { ...BUTTONS, header: 'h'.repeat(61) }, 'header'],
    ['no button', { ...BUTTONS, buttons: [] }, 'buttons'],
    [
      'a fourth button',
      { ...BUTTONS, buttons: ['1', '2', '3', '4'].map((id) => ({ id, title: id })) },
      'buttons',
    ],
    ['a long button', { ...BUTTONS, buttons: [{ id: 'a', title: 'x'.repeat(21) }] }, 'buttons.0.title'],
    ['one id twice', rows(row(), row({ title: 'Alasiri' })), 'sections'],
    ['a long row', rows(row({ title: 'x'.repeat(25) })), 'sections.0.rows.0.title'],
    [
      'a long description',
      rows(row(), row({ id: 'b', description: 'x'.repeat(73) })),
      'sections.0.rows.1.description',
    ],
    [
      'a nameless second section',
      { ...LIST, sections: [{ title: 'Leo', rows: [row()] }, { rows: [row({ id: 'b' })] }] },
      'sections.1.title',
    ],
    [
      'an empty section',
      {
        ...LIST,
        sections: [
          { title: 'Leo', rows: [row()] },
          { title: 'Kesho', rows: [] },
        ],
      },
      'sections.1.rows',
    ],
    ['a list nobody can open', { ...LIST, label: '' }, 'label'],
    ['a long label', { ...LINK, label: 'x'.repeat(21) }, 'label'],
    ['a page that runs', { ...LINK, url: 'javascript:alert(1)' }, 'url'],
    ['a page that is not encrypted', { ...LINK, url: 'http://example.com' }, 'url'],
    ['a page inside', { ...LINK, url: 'https://localhost/x' }, 'url'],
  ])('%s is refused by the name of its field, and nothing is written', async (_, interactive, path) => {
    const answer = await send<ProblemBody>(interactive);
    expect([answer.status, answer.body.type]).toEqual([422, 'urn:kazi:problem:invalid_input']);
    expect(answer.body.errors!.map((e) => e.path)).toEqual([`interactive.${path}`]);
    expect(await db.count(`select count(*) from message where direction = 'outbound'`)).toBe(0);
  });

  it.each([
    ['a kind we do not know', { type: 'carousel', body: 'x' }],
    ['a button with more to it', { ...BUTTONS, buttons: [{ id: 'a', title: 'b', url: 'https://x.co' }] }],
    ['an id beyond measure', { ...BUTTONS, buttons: [{ id: 'x'.repeat(257), title: 'b' }] }],
    ['a link with rows', { ...LINK, sections: [] }],
  ])('%s is no body of ours', async (_, interactive) => {
    expect((await send<ProblemBody>(interactive)).status).toBe(422);
  });

  it('is described to whoever reads the OpenAPI document', async () => {
    const answer = await t.app.request('/api/v1/openapi.json');
    const text = JSON.stringify(await answer.json());
    expect(text).toContain('#/components/schemas/NewInteractiveMessage');
    for (const type of ['buttons', 'list', 'link']) expect(text).toContain(`"const":"${type}"`);
  });
});
