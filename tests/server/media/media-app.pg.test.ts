import { beforeAll, describe, expect, it } from 'vitest';
import { parseRange } from '#server/media/create-media-app.ts';
import { storeMedia } from '#server/media/store-media.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';

const db = testDatabase();
const PDF = Buffer.from(`%PDF-1.4\n${'risiti '.repeat(40)}`);
let t: TestApp;
let shop: TestWorkspace;
let neighbour: TestWorkspace;
let fileId: string;
let messageId: string;

async function addFile(
  bytes: Uint8Array,
  claimedType: string,
  fileName: string | null = 'risiti ya Juni.pdf',
): Promise<string> {
  const id = uuidv7();
  await db.pool.query(
    `insert into media (id, workspace_id, message_id, mime_type, file_name) values ($1, $2, $3, 'application/octet-stream', $4)`,
    [id, shop.id, messageId, fileName],
  );
  await storeMedia(
    { tx: db.pool, blobs: t.blobs },
    { id, workspaceId: shop.id, messageId, claimedType, bytes },
  );
  return id;
}

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
  neighbour = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Jirani' });
  const conversation = await makeConversation(db.pool, shop);
  messageId = (
    await db.rows<{ id: string }>('select id from message where conversation_id = $1', [conversation.id])
  )[0]!.id;
  fileId = await addFile(PDF, 'application/pdf');
});

const get = (id: string, headers: Record<string, string> = {}) => t.app.request(`/media/${id}`, { headers });
const asAgent = () => ({ cookie: t.signIn(shop, shop.members.agent) });

describe('a file of a message', () => {
  it('comes to whoever may see its conversation, whole and private', async () => {
    const answer = await get(fileId, asAgent());
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(PDF.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'accept-ranges': 'bytes',
    });
    expect(answer.headers.get('cache-control')).toContain('private');
    expect(answer.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''risiti%20ya%20Juni.pdf");
  });

  it('is not there for a stranger, another business, or an agent of another inbox', async () => {
    expect((await get(fileId)).status).toBe(401);
    expect((await get(fileId, { cookie: 'member=nobody' })).status).toBe(401);
    expect((await get(fileId, { cookie: t.signIn(neighbour, neighbour.members.admin) })).status).toBe(404);
    expect((await get(fileId, { cookie: t.signIn(shop, shop.members.outsider) })).status).toBe(404);
    expect((await get(fileId, { cookie: t.signIn(shop, shop.members.newcomer) })).status).toBe(404);
    expect((await get(fileId, { cookie: t.signIn(shop, shop.members.manager) })).status).toBe(200);
  });

  it.each([uuidv7(), 'not-an-id', '..%2f..%2fetc%2fpasswd', '%00'])('%s is not found', async (id) => {
    expect((await get(id, asAgent())).status).toBe(404);
  });

  it.each([
    ['bytes=0-8', 206, 'bytes 0-8/', 9],
    ['bytes=10-', 206, 'bytes 10-', null],
    ['bytes=-5', 206, 'bytes ', 5],
    ['bytes=0-0', 206, 'bytes 0-0/', 1],
    ['bytes=999999-', 416, 'bytes */', null],
    ['bytes=5-2', 416, 'bytes */', null],
    ['lines=1-2', 200, null, null],
    ['bytes=0-1,3-4', 200, null, null],
  ])('the range %s is answered %i', async (range, status, contentRange, length) => {
    const answer = await get(fileId, { ...asAgent(), range });
    expect(answer.status).toBe(status);
    if (contentRange) expect(answer.headers.get('content-range')).toContain(contentRange);
    if (length) expect((await answer.arrayBuffer()).byteLength).toBe(length);
  });

  it('asked for as a download it is one', async () => {
    const answer = await t.app.request(`/media/${fileId}?download`, { headers: asAgent() });
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
  });
});

describe('a file that means harm', () => {
  it.each([
    ['a page that claims to be a picture', '<html><script>alert(1)</script></html>', 'image/jpeg'],
    [
      'a drawing with a script in it',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'image/svg+xml',
    ],
    ['a page that says so', '<!doctype html><script>alert(1)</script>', 'text/html'],
    ['a program', 'MZ\u0000\u0001', 'application/x-msdownload'],
  ])('%s is never shown inside the page', async (_, text, claimed) => {
    const id = await addFile(Buffer.from(text), claimed, 'faili');
    const answer = await get(id, asAgent());
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  it('a name with line breaks and quotes cannot write headers', async () => {
    const id = await addFile(PDF, 'application/pdf', 'a"\r\nset-cookie: x=1\r\n.pdf');
    const answer = await get(id, asAgent());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('content-disposition')).not.toMatch(/["\r\n]/);
  });

  it('a picture made to exhaust us stays a file without a thumbnail', async () => {
    const header = Buffer.from('89504e470d0a1a0a0000000d49484452000186a0000186a00806000000', 'hex');
    const id = await addFile(Buffer.concat([header, Buffer.alloc(64)]), 'image/png', 'bomu.png');
    const [row] = await db.rows<{ state: string; thumbnail: string | null }>(
      'select state, thumbnail_key as thumbnail from media where id = $1',
      [id],
    );
    expect(row).toEqual({ state: 'stored', thumbnail: null });
  });
});

describe('parseRange', () => {
  it.each([
    [undefined, 10, null],
    ['bytes=-', 10, null],
    ['bytes=0-100', 10, { start: 0, end: 9 }],
    ['bytes=-100', 10, { start: 0, end: 9 }],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=0-', 0, 'unsatisfiable'],
  ])('%s of %i bytes', (header, size, expected) => {
    expect(parseRange(header, size)).toEqual(expected);
  });
});

describe('a contact card sent as a file', () => {
  it('taken away is a look, whichever part of it is asked for, and none when nothing was given', async () => {
    const card = Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Juma\r\nTEL:+254700000022\r\nEND:VCARD\r\n');
    const id = await addFile(card, 'text/vcard', 'juma.vcf');
    await db.pool.query('delete from number_look');
    const cookie = t.signIn(shop, shop.members.manager);
    // Without its first letter it would tell the number all the same.
    const answer = await get(id, { cookie, range: 'bytes=1-' });
    expect([answer.status, Buffer.from(await answer.arrayBuffer())]).toEqual([200, card]);
    await get(id, asAgent());
    await get(fileId, { cookie });
    expect(
      await db.rows(
        'select member_id as by, message_id as what, identity_id as identity, way from number_look',
      ),
    ).toEqual([{ by: shop.members.manager.id, what: messageId, identity: null, way: 'file' }]);
    const looks = await t.app.request('/api/numbers/looks', { headers: { cookie } });
    expect(((await looks.json()) as { items: object[] }).items).toMatchObject([{ what: 'file' }]);
  });

  it('is read: its bubble knows who is in it, and the file stays a download', async () => {
    const card = Buffer.from(
      'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Juma\u0000 Otieno\r\nTEL:+254700000022\r\nEND:VCARD\r\n',
    );
    const id = await addFile(card, 'application/octet-stream', 'juma.vcf');
    const [message] = await db.rows<{ media: object }>('select media from message where id = $1', [
      messageId,
    ]);
    expect(message!.media).toMatchObject({
      mimeType: 'text/vcard',
      cards: [{ name: 'Juma Otieno', phones: ['+254 7•• ••• 022'] }],
    });
    const answer = await get(id, { cookie: t.signIn(shop, shop.members.manager) });
    expect(answer.headers.get('content-type')).toBe('text/vcard');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const refused = await get(id, asAgent());
    expect([refused.status, await refused.json()]).toEqual([403, { code: 'forbidden' }]);
    expect((await get(`${id}?size=thumb`, asAgent())).status).toBe(403);
    const blank = Buffer.concat([Buffer.from('\n'.repeat(64)), card]);
    const odd = await addFile(blank, 'application/octet-stream', 'juma.VCF');
    expect((await get(odd, asAgent())).status, 'not read as a card, but called one').toBe(403);
  });
});
