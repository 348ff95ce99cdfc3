import { describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { uuidv7 } from '#server/new-id.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import { putTemplates } from '#server/outbound/sync-templates.ts';
import { readTemplate } from '#server/providers/whatsapp/templates.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  bringFile,
  contentDesk,
  drainDepsOf,
  JPEG,
  letLeave,
  messageOf,
  PDF,
  replyHead,
} from '../../support/content-desk.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { fixtureText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const desk = contentDesk();
const DAY_MS = 24 * 60 * 60_000;

const bring = (bytes: Buffer, name: string, type: string, cookie = desk.amina, query = '') =>
  bringFile(desk, { bytes, name, type }, { cookie, query });
type Brought = { id: string; kind: string; mimeType: string; fileName: string; sizeBytes: number };
const brought = async (...args: Parameters<typeof bring>) => (await (await bring(...args)).json()) as Brought;
const shown = { mimeType: 'x/lie', fileName: null, sizeBytes: 1 };

describe('a file we send', () => {
  it('is brought once, handed to WhatsApp once, and goes with its caption', async () => {
    const file = await brought(JPEG, 'picha ya duka.jpg', 'image/jpeg');
    expect(file).toMatchObject({ kind: 'image', mimeType: 'image/jpeg', sizeBytes: JPEG.length });
    const args = { ...replyHead(desk), mediaId: file.id, kind: 'image', caption: ' Duka letu ', shown };
    expect(await desk.t.mutate(desk.amina, 'message.sendMedia', args)).toBeNull();
    expect(await messageOf(desk, args.id)).toMatchObject({
      type: 'image',
      text: 'Duka letu',
      media: { id: file.id, state: 'stored', mimeType: 'image/jpeg', fileName: 'picha ya duka.jpg' },
    });
    await letLeave(desk);
    expect(desk.graph.uploads).toHaveLength(1);
    expect(desk.graph.calls[0]?.body).toMatchObject({
      type: 'image',
      image: { id: 'media.1', caption: 'Duka letu' },
    });
    expect((await messageOf(desk, args.id)).status).toBe('sent');
  });

  it('a document keeps its name', async () => {
    const file = await brought(PDF, 'Bei ya Novemba.pdf', 'application/pdf');
    await desk.t.mutate(desk.amina, 'message.sendMedia', {
      ...replyHead(desk),
      mediaId: file.id,
      kind: 'document',
      shown,
    });
    await letLeave(desk);
    expect(desk.graph.calls[0]?.body).toMatchObject({
      type: 'document',
      document: { id: 'media.1', filename: 'Bei ya Novemba.pdf' },
    });
  });

  it('a recording is a voice note, and nothing else can pass for one', async () => {
    const ogg = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(80)]);
    const file = await brought(ogg, 'sauti.ogg', 'audio/ogg', desk.amina, '?voice');
    expect(file.kind).toBe('voice');
    const args = {
      ...replyHead(desk),
      mediaId: file.id,
      kind: 'voice',
      shown: { ...shown, durationMs: 4_000 },
    };
    await desk.t.mutate(desk.amina, 'message.sendMedia', args);
    await letLeave(desk);
    expect(desk.graph.calls[0]?.body).toMatchObject({ type: 'audio', audio: { id: 'media.1', voice: true } });
    expect((await messageOf(desk, args.id)).media).toMatchObject({
      durationMs: 4_000,
      mimeType: 'audio/ogg',
    });
    const webm = Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(80)]);
    expect((await bring(webm, 'sauti.webm', 'audio/webm', desk.amina, '?voice')).status).toBe(415);
  });

  it.each([
    [
      'a page that says it is a picture',
      Buffer.from('<html><script>'),
      'a.jpg',
      'image/jpeg',
      415,
      'media_unsupported',
    ],
    [
      'a picture above 5 MB',
      Buffer.concat([JPEG, Buffer.alloc(5 * 1024 * 1024)]),
      'a.jpg',
      'image/jpeg',
      413,
      'media_too_large',
    ],
    [
      'a program',
      Buffer.from('MZ\u0000\u0001'),
      'a.exe',
      'application/x-msdownload',
      415,
      'media_unsupported',
    ],
    ['nothing at all', Buffer.alloc(0), 'a.txt', 'text/plain', 415, 'media_unsupported'],
  ])('%s is refused with its reason before it is kept', async (_, bytes, name, type, status, code) => {
    const answer = await bring(bytes, name, type);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code });
    expect(await desk.db.count('select count(*) from media')).toBe(0);
  });

  it('nobody can bring a file unasked, unsigned or from another page', async () => {
    expect((await bring(JPEG, 'a.jpg', 'image/jpeg', 'member=nobody')).status).toBe(401);
    const bare = await desk.t.app.request('/api/uploads', {
      method: 'POST',
      body: 'x',
      headers: { cookie: desk.amina },
    });
    expect(bare.status).toBe(400);
  });

  it('somebody else’s file, or one that went already, is not there', async () => {
    const brian = desk.t.signIn(desk.shop, desk.shop.members.colleague);
    const file = await brought(JPEG, 'a.jpg', 'image/jpeg', brian);
    const args = { ...replyHead(desk), mediaId: file.id, kind: 'image', shown };
    expect(await desk.t.mutate(desk.amina, 'message.sendMedia', args)).toBe('not_found');
    expect(await desk.db.count('select count(*) from message where id = $1', [args.id])).toBe(0);
    const own = await brought(JPEG, 'b.jpg', 'image/jpeg');
    const once = { ...replyHead(desk), mediaId: own.id, kind: 'image', shown };
    expect(await desk.t.mutate(desk.amina, 'message.sendMedia', once)).toBeNull();
    expect(await desk.t.mutate(desk.amina, 'message.sendMedia', once)).toBeNull();
    expect(await desk.t.mutate(desk.amina, 'message.sendMedia', { ...once, id: uuidv7() })).toBe('not_found');
    expect(await desk.db.count('select count(*) from outbox_item')).toBe(1);
  });

  it('WhatsApp refuses the file: the message fails with that reason and was never sent', async () => {
    desk.graph.refuseUploads({ httpStatus: 400, code: 131053 });
    const file = await brought(JPEG, 'a.jpg', 'image/jpeg');
    const args = { ...replyHead(desk), mediaId: file.id, kind: 'image', shown };
    await desk.t.mutate(desk.amina, 'message.sendMedia', args);
    await letLeave(desk);
    expect(await messageOf(desk, args.id)).toMatchObject({
      status: 'failed',
      failure: { key: 'ourMediaRefused' },
    });
    expect(desk.graph.calls).toEqual([]);
    desk.graph.refuseUploads(null);
    await desk.t.mutate(desk.amina, 'message.resend', { id: args.id, at: 0 });
    await drainLane(drainDepsOf(desk), desk.conversation.lane);
    expect((await messageOf(desk, args.id)).status).toBe('sent');
  });

  it('a file that could not be handed over now is handed over later, and the message is never unconfirmed', async () => {
    desk.graph.refuseUploads({ httpStatus: 503, code: 2 });
    const file = await brought(JPEG, 'a.jpg', 'image/jpeg');
    const args = { ...replyHead(desk), mediaId: file.id, kind: 'image', shown };
    await desk.t.mutate(desk.amina, 'message.sendMedia', args);
    await letLeave(desk);
    expect((await messageOf(desk, args.id)).status).toBe('queued');
    desk.graph.refuseUploads(null);
    desk.clock += 60_000;
    await drainLane(drainDepsOf(desk), desk.conversation.lane);
    expect((await messageOf(desk, args.id)).status).toBe('sent');
  });

  it('what was attached and never sent is let go after a day', async () => {
    const file = await brought(JPEG, 'a.jpg', 'image/jpeg');
    const key = `${desk.shop.id}/${file.id}`;
    expect(await desk.t.blobs.size(key)).toBe(JPEG.length);
    const deps = makeJobDeps(desk.db.pool, { blobs: desk.t.blobs });
    await handlers['sweep-leftovers']({}, { ...deps, now: () => Date.now() });
    expect(await desk.t.blobs.size(key)).toBe(JPEG.length);
    await handlers['sweep-leftovers']({}, { ...deps, now: () => Date.now() + DAY_MS + 60_000 });
    expect(await desk.t.blobs.size(key)).toBeNull();
    expect(await desk.db.count('select count(*) from media')).toBe(0);
  });
});

describe('a template', () => {
  const raw = {
    id: '900',
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
          { type: 'URL', text: 'Fuatilia', url: 'https://duka.example/o/{{1}}' },
        ],
      },
    ],
  };
  const values = { 'header:1': 'TH-7', 'body:1': 'Mary', 'body:2': 'KSh 900', 'button:1:1': 'TH-7' };

  async function put(over: object = {}): Promise<string> {
    await putTemplates(
      desk.db.pool,
      { channelId: desk.shop.channel.id, workspaceId: desk.shop.id, now: desk.clock },
      [readTemplate({ ...raw, ...over })!],
    );
    return (await desk.db.rows<{ id: string }>('select id from template'))[0]!.id;
  }
  const sendIt = (templateId: string, filled: object) =>
    desk.t.mutate(desk.amina, 'message.sendTemplate', { ...replyHead(desk), templateId, values: filled });

  it('goes with the window shut, its places filled in order', async () => {
    const id = await put();
    desk.clock = SENT_AT + 2 * DAY_MS;
    expect(await sendIt(id, values)).toBeNull();
    await letLeave(desk);
    expect(desk.graph.calls[0]?.body).toMatchObject({
      type: 'template',
      template: {
        name: 'oda_tayari',
        language: { code: 'sw' },
        components: [
          { type: 'header', parameters: [{ type: 'text', text: 'TH-7' }] },
          { type: 'body', parameters: [{ text: 'Mary' }, { text: 'KSh 900' }] },
          { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'TH-7' }] },
        ],
      },
    });
    const [message] = await desk.db.rows<{ text: string; content: object }>(
      'select text, content from message where type = $1',
      ['template'],
    );
    expect(message).toMatchObject({
      text: 'Habari Mary, jumla ni KSh 900.',
      content: { header: 'Oda TH-7', footer: 'Duka la Majaribio', buttons: ['Sawa', 'Fuatilia'] },
    });
  });

  it('with a file at its top goes with that file, by the id WhatsApp knows it by', async () => {
    const wanted = fixtureText('request-template-header-document.json');
    const id = await put({
      name: 'risiti',
      components: [
        { type: 'HEADER', format: 'DOCUMENT' },
        { type: 'BODY', text: 'Asante. Risiti ya oda {{1}} iko hapa.' },
      ],
    });
    const file = await brought(PDF, 'risiti-ORD-1042.pdf', 'application/pdf');
    const header = { mediaId: file.id, kind: 'document', shown };
    const args = { ...replyHead(desk), templateId: id, values: { 'body:1': 'ORD-1042' }, header };
    expect(await desk.t.mutate(desk.amina, 'message.sendTemplate', args)).toBeNull();
    expect(await messageOf(desk, args.id)).toMatchObject({
      type: 'template',
      media: { id: file.id, state: 'stored', mimeType: 'application/pdf', fileName: 'risiti-ORD-1042.pdf' },
    });
    await letLeave(desk);
    expect(desk.graph.uploads).toHaveLength(1);
    expect(JSON.stringify(desk.graph.calls[0]?.body['template'])).toBe(
      JSON.stringify((JSON.parse(wanted) as { template: object }).template).replace(
        '1590022001100999',
        'media.1',
      ),
    );
  });

  it('that wants a file does not go without one, with one of another kind, or with somebody else’s', async () => {
    const components = [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Karibu tena.' },
    ];
    const id = await put({ components });
    const brian = desk.t.signIn(desk.shop, desk.shop.members.colleague);
    const paper = await brought(PDF, 'a.pdf', 'application/pdf');
    const foreign = await brought(JPEG, 'a.jpg', 'image/jpeg', brian);
    const sendWith = (header: object | null) =>
      desk.t.mutate(desk.amina, 'message.sendTemplate', {
        ...replyHead(desk),
        templateId: id,
        values: {},
        header,
      });
    expect(await sendWith(null)).toBe('invalid_input');
    // Whatever the browser says it is: the server knows what was brought.
    expect(await sendWith({ mediaId: paper.id, kind: 'image', shown })).toBe('invalid_input');
    expect(await sendWith({ mediaId: foreign.id, kind: 'image', shown })).toBe('not_found');
    expect(await desk.db.count(`select count(*) from message where direction = 'outbound'`)).toBe(0);
  });

  it('with named places says their names', async () => {
    const id = await put({
      parameter_format: 'NAMED',
      components: [{ type: 'BODY', text: 'Habari {{jina}}, karibu tena.' }],
    });
    expect(await sendIt(id, { 'body:jina': 'Mary' })).toBeNull();
    await letLeave(desk);
    expect(desk.graph.calls[0]?.body['template']).toMatchObject({
      components: [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'jina', text: 'Mary' }] }],
    });
  });

  it.each([
    ['paused since the picker was opened', { status: 'PAUSED' }, values],
    ['not approved yet', { status: 'PENDING' }, values],
    ['with a place left empty', {}, { ...values, 'body:2': ' ' }],
    ['with a line break in a value', {}, { ...values, 'body:2': 'KSh\n900' }],
    ['with a place it does not have', {}, { ...values, 'body:3': 'x' }],
  ])('%s is refused before it leaves', async (_, over, filled) => {
    expect(await sendIt(await put(over), filled)).toBe('invalid_input');
    expect(await desk.db.count('select count(*) from outbox_item')).toBe(0);
  });

  it('of another business is not there', async () => {
    const other = await makeWorkspace(desk.db.pool, { phoneNumberId: '100000000000009', name: 'Jirani' });
    await putTemplates(
      desk.db.pool,
      { channelId: other.channel.id, workspaceId: other.id, now: desk.clock },
      [readTemplate(raw)!],
    );
    const [foreign] = await desk.db.rows<{ id: string }>('select id from template');
    expect(await sendIt(foreign!.id, values)).toBe('not_found');
  });

  it('the provider’s list becomes ours: new, changed, gone; one worker asks, and a failure is asked again soon', async () => {
    await put({ name: 'imeondolewa' });
    let answer: { status: number; body: object } = {
      status: 500,
      body: { error: { code: 2, message: 'down' } },
    };
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await desk.db.pool.query(`update channel set waba_id = '77', templates_synced_at = null where id = $1`, [
      desk.shop.channel.id,
    ]);
    const deps = makeJobDeps(desk.db.pool, {
      whatsappApiUrl: `http://127.0.0.1:${port}/v25.0`,
      now: () => desk.clock,
    });
    await handlers['sync-templates']({}, deps);
    expect(await desk.db.rows('select status from template')).toEqual([{ status: 'APPROVED' }]);
    const fault = async () =>
      (
        await desk.db.rows<{ fault: string | null }>(
          'select templates_fault as fault from channel where id = $1',
          [desk.shop.channel.id],
        )
      )[0]?.fault;
    expect(await fault()).not.toBeNull();
    answer = { status: 200, body: { data: [raw] } };
    await handlers['sync-templates']({}, deps);
    expect(asked).toBe(1);
    desk.clock += 6 * 60_000;
    await Promise.all([handlers['sync-templates']({}, deps), handlers['sync-templates']({}, deps)]);
    expect(asked).toBe(2);
    expect(await fault()).toBeNull();
    await desk.db.pool.query(`update channel set state = 'paused'`);
    desk.clock += 2 * 60 * 60_000;
    await handlers['sync-templates']({}, deps);
    expect(asked).toBe(2);
    await desk.db.pool.query('update channel set templates_synced_at = null');
    await handlers['sync-templates']({}, deps);
    await handlers['sync-templates']({}, deps);
    expect(asked).toBe(3);
    await desk.db.pool.query(`update channel set state = 'active'`);
    expect(await desk.db.rows('select name, status from template order by name')).toEqual([
      { name: 'imeondolewa', status: 'DELETED' },
      { name: 'oda_tayari', status: 'APPROVED' },
    ]);
    await new Promise((resolve) => server.close(resolve));
  });

  it('paused, moved to another category or losing quality, it says so here, and the list is asked for again', async () => {
    const notice = JSON.parse(fixtureText('account-template-status-disabled.json')) as {
      entry: { id: string; changes: { value: Record<string, unknown> }[] }[];
    };
    const { id: wabaId, changes } = notice.entry[0]!;
    const value = changes[0]!.value;
    await put({
      name: value['message_template_name'],
      language: 'sw',
      id: String(value['message_template_id']),
    });
    await desk.db.pool.query('update channel set waba_id = $1, templates_synced_at = now() where id = $2', [
      wabaId,
      desk.shop.channel.id,
    ]);
    await happen(desk.db.pool, JSON.stringify(notice));
    expect(await desk.db.rows('select status from template')).toEqual([{ status: value['event'] }]);
    expect(
      await desk.db.rows('select templates_synced_at as at from channel where id = $1', [
        desk.shop.channel.id,
      ]),
    ).toEqual([{ at: null }]);
  });
});

describe('the rest of what one says', () => {
  it('a place on the map', async () => {
    const args = {
      ...replyHead(desk),
      latitude: -1.2864,
      longitude: 36.8172,
      name: 'Duka letu',
      address: 'Moi Avenue',
    };
    expect(await desk.t.mutate(desk.amina, 'message.sendLocation', args)).toBeNull();
    await letLeave(desk);
    expect(desk.graph.calls[0]?.body).toMatchObject({
      type: 'location',
      location: { latitude: -1.2864, longitude: 36.8172, name: 'Duka letu', address: 'Moi Avenue' },
    });
  });

  it('a reaction is set, changed and taken back, behind what the conversation owes', async () => {
    const [theirs] = await desk.db.rows<{ id: string; wamid: string }>(
      'select id, provider_message_id as wamid from message where conversation_id = $1',
      [desk.conversation.id],
    );
    const react = (emoji: string | null) =>
      desk.t.mutate(desk.amina, 'message.react', { id: theirs!.id, emoji, at: 0 });
    expect(await react('👍')).toBeNull();
    expect(await react('❤️')).toBeNull();
    expect(await react(null)).toBeNull();
    await drainLane(drainDepsOf(desk), desk.conversation.lane);
    expect(desk.graph.calls.map(({ body }) => body['reaction'])).toEqual([
      { message_id: theirs!.wamid, emoji: '👍' },
      { message_id: theirs!.wamid, emoji: '❤️' },
      { message_id: theirs!.wamid, emoji: '' },
    ]);
    expect(await desk.db.rows('select reactions from message where id = $1', [theirs!.id])).toEqual([
      { reactions: [] },
    ]);
    expect(await react('not an emoji')).not.toBeNull();
  });

  it('a reaction WhatsApp refuses leaves the bubble again, and the timeline says so', async () => {
    desk.graph.answer({ kind: 'error', httpStatus: 400, code: 131009 });
    const [theirs] = await desk.db.rows<{ id: string }>('select id from message where conversation_id = $1', [
      desk.conversation.id,
    ]);
    await desk.t.mutate(desk.amina, 'message.react', { id: theirs!.id, emoji: '👍', at: 0 });
    await drainLane(drainDepsOf(desk), desk.conversation.lane);
    expect(await desk.db.rows('select reactions from message where id = $1', [theirs!.id])).toEqual([
      { reactions: [] },
    ]);
    expect(await desk.db.count(`select count(*) from activity where kind = 'reaction_failed'`)).toBe(1);
  });

  it('opening the conversation turns the customer’s ticks blue, once', async () => {
    const deps = makeJobDeps(desk.db.pool, { whatsappApiUrl: desk.graph.apiUrl, now: () => desk.clock });
    await desk.t.mutate(desk.amina, 'conversation.markRead', { id: desk.conversation.id, at: 0 });
    expect(await desk.db.rows('select key from graphile_worker._private_jobs')).toEqual([
      { key: `read:${desk.conversation.id}` },
    ]);
    await handlers['mark-read']({ conversationId: desk.conversation.id }, deps);
    await handlers['mark-read']({ conversationId: desk.conversation.id }, deps);
    expect(desk.graph.calls).toHaveLength(1);
    expect(desk.graph.calls[0]?.body).toMatchObject({
      status: 'read',
      message_id: expect.stringContaining('wamid'),
    });
  });

  it('who holds the reply and types is seen typing, at most once in twenty seconds', async () => {
    const tab = { tabId: 'tab-00000001', conversationId: desk.conversation.id, at: 0 };
    const typing = () => desk.t.mutate(desk.amina, 'presence.touch', { ...tab, kind: 'typing' });
    const asked = () =>
      desk.db.count(`select count(*) from graphile_worker._private_jobs where key like 'typing:%'`);
    await typing();
    expect(await asked()).toBe(0);
    await desk.t.mutate(desk.amina, 'lease.acquire', tab);
    await typing();
    expect(await asked()).toBe(1);
    await desk.db.pool.query('delete from graphile_worker._private_jobs');
    desk.clock += 8_000;
    await typing();
    expect(await asked()).toBe(0);
    desk.clock += 13_000;
    await desk.t.mutate(desk.amina, 'lease.acquire', tab);
    await typing();
    expect(await asked()).toBe(1);
    const deps = makeJobDeps(desk.db.pool, { whatsappApiUrl: desk.graph.apiUrl, now: () => desk.clock });
    await handlers['show-typing']({ conversationId: desk.conversation.id }, deps);
    expect(desk.graph.calls[0]?.body).toMatchObject({ status: 'read', typing_indicator: { type: 'text' } });
  });
});
