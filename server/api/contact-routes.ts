import { z } from 'zod';
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
import { pageOf, pageQuery } from './page-cursor.ts';
import { readOne, readPage } from './read-page.ts';
import type { Condition, Listing } from './read-page.ts';
import { changeContact, createContact } from './write-contact.ts';

const contactList: Listing<ContactLine, ContactShape> = {
  name: 'contacts',
  from: 'contact c',
  alias: 'c',
  columns: CONTACT_COLUMNS,
  placedBy: 'c.created_at',
  tell: toContact,
};

const WITH_IDENTITY = `
  c.id in (select i.contact_id from identity i where i.workspace_id = c.workspace_id and i.retired_at is null
    and (i.kind, i.value) in (select * from unnest(?::identity_kind[], ?::text[])))`;

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
      const { workspaceId } = caller;
      if (query.identity === undefined) return readPage(db, contactList, { workspaceId, query });
      const wanted = meantBy(query.identity, await findCountry(db, workspaceId));
      const where: Condition[] = [[WITH_IDENTITY, wanted.map((w) => w.kind), wanted.map((w) => w.value)]];
      return readPage(db, contactList, { workspaceId, where, query });
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
      return readOne(db, contactList, { id, workspaceId: caller.workspaceId });
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
    handle: ({ db, caller, params }) =>
      readOne(db, contactList, { id: params.id, workspaceId: caller.workspaceId }),
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
      return readOne(db, contactList, { id: params.id, workspaceId: caller.workspaceId });
    },
  }),
];
