import { z } from 'zod';
import { Refusal } from '#schema/errors.ts';
import type { Queryable } from '../queue.ts';
import {
  CONTACT_COLUMNS,
  contactChangeSchema,
  contactSchema,
  newContactSchema,
  toContact,
} from './contact-shape.ts';
import type { ContactLine, ContactShape } from './contact-shape.ts';
import { defineRoute } from './define-route.ts';
import { findCountry } from './find-country.ts';
import { meantBy } from './normalise-identity.ts';
import { pageOf, pageQuery, readCursor, toPage } from './page-cursor.ts';
import { changeContact, createContact } from './write-contact.ts';

const BY_ID = `select ${CONTACT_COLUMNS} from contact c where c.id = $1 and c.workspace_id = $2`;

// The bound alone walks the index; the rest only settles contacts that were made at the same instant.
const pageStatement = (narrowed: string) => `
  select ${CONTACT_COLUMNS} from contact c
  where c.workspace_id = $1 and c.created_at <= coalesce($2::timestamptz, 'infinity')
    and ($2 is null or c.created_at < $2 or c.id > $3) ${narrowed}
  order by c.created_at desc, c.id limit $4`;

const PAGE = pageStatement('');

const PAGE_OF_IDENTITY = pageStatement(`
  and c.id in (select i.contact_id from identity i where i.workspace_id = $1 and i.retired_at is null
    and (i.kind, i.value) in (select * from unnest($5::identity_kind[], $6::text[])))`);

async function loadContact(db: Queryable, id: string, workspaceId: string): Promise<ContactShape> {
  const line = (await db.query<ContactLine>(BY_ID, [id, workspaceId])).rows[0];
  if (!line) throw new Refusal('not_found');
  return toContact(line);
}

export const contactRoutes = [
  defineRoute({
    method: 'get',
    path: '/contacts',
    scope: 'contacts:read',
    tag: 'Contacts',
    summary: 'List contacts, newest first',
    query: z.strictObject({
      identity: z
        .string()
        .max(320)
        .optional()
        .meta({ description: 'Only the contact with this phone number, e-mail address or WhatsApp id.' }),
      ...pageQuery,
    }),
    answer: { status: 200, schema: pageOf(contactSchema), description: 'A page of contacts.' },
    async handle({ db, caller, query }) {
      const place = readCursor('contacts', query.cursor);
      const values = [caller.workspaceId, place?.at ?? null, place?.id ?? null, query.limit + 1];
      if (query.identity === undefined) {
        const { rows } = await db.query<ContactLine>(PAGE, values);
        return toPage('contacts', { rows, limit: query.limit }, toContact);
      }
      const wanted = meantBy(query.identity, await findCountry(db, caller.workspaceId));
      const { rows } = await db.query<ContactLine>(PAGE_OF_IDENTITY, [
        ...values,
        wanted.map((w) => w.kind),
        wanted.map((w) => w.value),
      ]);
      return toPage('contacts', { rows, limit: query.limit }, toContact);
    },
  }),

  defineRoute({
    method: 'post',
    path: '/contacts',
    scope: 'contacts:write',
    tag: 'Contacts',
    summary: 'Make a contact',
    description:
      'Phone numbers are kept in international form; one without a country code is taken as a number of the workspace’s country.',
    body: newContactSchema,
    answer: { status: 201, schema: contactSchema, description: 'The new contact.' },
    problems: ['identity_taken'],
    async handle({ db, caller, now, body }) {
      const id = await createContact({ db, caller, now }, body);
      return loadContact(db, id, caller.workspaceId);
    },
  }),

  defineRoute({
    method: 'get',
    path: '/contacts/{id}',
    scope: 'contacts:read',
    tag: 'Contacts',
    summary: 'Read a contact',
    answer: { status: 200, schema: contactSchema, description: 'The contact.' },
    problems: ['not_found'],
    handle: ({ db, caller, params }) => loadContact(db, params.id, caller.workspaceId),
  }),

  defineRoute({
    method: 'patch',
    path: '/contacts/{id}',
    scope: 'contacts:write',
    tag: 'Contacts',
    summary: 'Correct a contact',
    description: 'Fields that are not named stay as they are.',
    body: contactChangeSchema,
    answer: { status: 200, schema: contactSchema, description: 'The contact as it is now.' },
    problems: ['not_found'],
    async handle({ db, caller, now, params, body }) {
      await changeContact({ db, caller, now }, params.id, body);
      return loadContact(db, params.id, caller.workspaceId);
    },
  }),
];
