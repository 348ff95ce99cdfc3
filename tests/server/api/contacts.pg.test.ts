import { beforeAll, describe, expect, it } from 'vitest';
import { contactSchema } from '#server/api/contact-shape.ts';
import type { ContactShape } from '#server/api/contact-shape.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { makeCaller } from './call-api.ts';
import type { ApiCaller, ProblemBody } from './call-api.ts';

const db = testDatabase();
let ours: TestWorkspace;
let theirs: TestWorkspace;
let us: ApiCaller;
let them: ApiCaller;

type Page = { items: ContactShape[]; nextCursor: string | null };

beforeAll(async () => {
  const { app } = makeApp({ pool: db.pool });
  ours = await makeWorkspace(db.pool);
  theirs = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Duka la Jirani' });
  us = await makeCaller({ app, db: db.pool }, ours);
  them = await makeCaller({ app, db: db.pool }, theirs);
});

describe('tags that another system changes', () => {
  it('leave one line in the thread where the customer last was', async () => {
    const { id, contactId } = await makeConversation(db.pool, ours, { from: '254700000176' });
    const path = `/contacts/${contactId}`;
    for (const tags of [['vip', 'jumla'], ['jumla', 'vip'], ['jumla']])
      expect((await us.patch(path, { tags })).status).toBe(200);
    await us.patch(path, { name: 'Mama Njoki' });
    expect(
      await db.rows(
        `select kind, actor_kind as who, data from activity where conversation_id = $1 order by at, id`,
        [id],
      ),
    ).toEqual([
      { kind: 'tagged', who: 'api', data: { added: 'vip, jumla', removed: '' } },
      { kind: 'tagged', who: 'api', data: { added: '', removed: 'vip' } },
    ]);
  });
});

describe('a contact that another system makes', () => {
  it('has its number in international form and is found by every way of writing it', async () => {
    const made = await us.post<ContactShape>('/contacts', {
      name: ' Njeri Kamau ',
      language: 'sw',
      tags: ['vip', 'vip', 'nairobi'],
      responsibleMemberId: ours.members.agent.id,
      identities: [
        { kind: 'phone', value: '0712 345 678' },
        { kind: 'email', value: 'Njeri@Example.com' },
      ],
    });
    expect(made.status).toBe(201);
    expect(contactSchema.strict().parse(made.body)).toMatchObject({
      name: 'Njeri Kamau',
      profileName: null,
      language: 'sw',
      tags: ['vip', 'nairobi'],
      responsibleMemberId: ours.members.agent.id,
      identities: [
        { kind: 'phone', value: '+254712345678' },
        { kind: 'email', value: 'njeri@example.com' },
      ],
    });
    expect(made.body.createdAt).toMatch(/^\d{4}-.*Z$/);
    for (const written of [
      '%2B254712345678',
      '+254712345678',
      '254712345678',
      '0712345678',
      '0712%20345%20678',
      'njeri@EXAMPLE.com',
    ]) {
      const found = await us.get<Page>(`/contacts?identity=${written}`);
      expect(found.body, written).toEqual({ items: [made.body], nextCursor: null });
    }
    expect((await us.get(`/contacts/${made.body.id}`)).body).toEqual(made.body);
    expect((await us.get<Page>('/contacts?identity=%2B254799999999')).body.items).toEqual([]);
  });

  it('is the one the customer becomes when they write', async () => {
    const made = await us.post<ContactShape>('/contacts', {
      name: 'Otieno Ochieng',
      identities: [{ kind: 'phone', value: '+254700000077' }],
    });
    const conversation = await makeConversation(db.pool, ours, { from: '254700000077' });
    expect(conversation.contactId).toBe(made.body.id);
    const conversations = await us.get<{ items: { contact: { name: string } }[] }>(
      `/conversations?contact=${made.body.id}`,
    );
    expect(conversations.body.items.map((c) => c.contact.name)).toEqual(['Otieno Ochieng']);
  });

  it('is refused when the identity is taken, with the id of who has it, also under its WhatsApp name', async () => {
    const made = await us.post<ContactShape>('/contacts', {
      identities: [{ kind: 'phone', value: '+254700000101' }],
    });
    for (const identity of [
      { kind: 'phone', value: '0700 000 101' },
      { kind: 'whatsapp_id', value: '254700000101' },
    ]) {
      const refused = await us.post<ProblemBody>('/contacts', { name: 'Twin', identities: [identity] });
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({
        type: 'urn:kazi:problem:identity_taken',
        contactId: made.body.id,
        errors: [{ path: 'identities.0.value' }],
      });
      expect(refused.body.detail).toContain(made.body.id);
    }
    expect(await db.count(`select count(*) from contact where name = 'Twin'`)).toBe(0);
    expect(
      (await them.post('/contacts', { identities: [{ kind: 'phone', value: '+254700000101' }] })).status,
    ).toBe(201);
  });

  it('is made once when two systems bring the same number at the same time', async () => {
    const bodies = Array.from({ length: 8 }, (_, n) => ({
      name: `Racer ${n}`,
      identities: [{ kind: 'phone', value: '+254700000102' }],
    }));
    const answers = await Promise.all(bodies.map((body) => us.post('/contacts', body)));
    expect(answers.map((a) => a.status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
    expect(await db.count(`select count(*) from contact where name like 'Racer %'`)).toBe(1);
  });

  it.each([
    [{}, 'name'],
    [{ name: '   ' }, 'name'],
    [{ name: 7 }, 'name'],
    [{ name: 'A', surname: 'B' }, 'surname'],
    [{ name: 'A', tags: ['x', 3] }, 'tags.1'],
    [{ identities: [{ kind: 'phone', value: 'ring me' }] }, 'identities.0.value'],
    [{ identities: [{ kind: 'phone', value: '+2547' }] }, 'identities.0.value'],
    [{ identities: [{ kind: 'email', value: 'not at all' }] }, 'identities.0.value'],
    [{ identities: [{ kind: 'whatsapp_user_id', value: 'KE.1' }] }, 'identities.0.kind'],
    [{ name: 'A', responsibleMemberId: uuidv7() }, 'responsibleMemberId'],
    [{ name: 'A', responsibleMemberId: 'me' }, 'responsibleMemberId'],
  ])('%j is refused with the field named %s', async (body, path) => {
    const before = await db.count('select count(*) from contact');
    const refused = await us.post<ProblemBody>('/contacts', body);
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.body).toMatchObject({ type: 'urn:kazi:problem:invalid_input', status: 422 });
    expect(refused.body.errors?.map((e) => e.path)).toContain(path);
    expect(await db.count('select count(*) from contact')).toBe(before);
  });
});

describe('correcting a contact', () => {
  it('changes what is named, keeps the rest, and the new name stands on the conversation', async () => {
    const conversation = await makeConversation(db.pool, ours, { from: '254700000078' });
    const path = `/contacts/${conversation.contactId}`;
    const before = (await us.get<ContactShape>(path)).body;
    const changed = await us.patch<ContactShape>(path, { name: 'Mama Njoki', tags: ['wholesale'] });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      name: 'Mama Njoki',
      profileName: before.profileName,
      tags: ['wholesale'],
    });
    expect((await us.patch<ContactShape>(path, { language: 'sw' })).body).toMatchObject({
      name: 'Mama Njoki',
      language: 'sw',
    });
    expect((await us.patch<ContactShape>(path, { language: null })).body.language).toBeNull();
    const seen = await us.get<{ contact: { name: string } }>(`/conversations/${conversation.id}`);
    expect(seen.body.contact.name).toBe('Mama Njoki');
  });

  it('refuses a member of another business and an unknown contact', async () => {
    const made = await us.post<ContactShape>('/contacts', { name: 'Somebody' });
    const foreign = { responsibleMemberId: theirs.members.agent.id };
    expect((await us.patch(`/contacts/${made.body.id}`, foreign)).status).toBe(422);
    expect((await us.patch(`/contacts/${uuidv7()}`, { name: 'X' })).status).toBe(404);
  });
});

describe('two businesses', () => {
  it('a key of one sees and changes nothing of the other', async () => {
    const made = await us.post<ContactShape>('/contacts', {
      name: 'Only ours',
      identities: [{ kind: 'phone', value: '+254700000103' }],
    });
    expect((await them.get(`/contacts/${made.body.id}`)).status).toBe(404);
    expect((await them.patch(`/contacts/${made.body.id}`, { name: 'Taken' })).status).toBe(404);
    expect((await them.get<Page>('/contacts?identity=0700000103')).body.items).toEqual([]);
    const all = (await them.get<Page>('/contacts?limit=200')).body.items.map((c) => c.id);
    expect(all).not.toContain(made.body.id);
    expect((await us.get<ContactShape>(`/contacts/${made.body.id}`)).body.name).toBe('Only ours');
  });
});
