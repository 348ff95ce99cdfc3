import { z } from 'zod';
import { identitiesOf, identitySchema } from './identity-shape.ts';
import type { IdentityLine } from './identity-shape.ts';
import { placeOf } from './page-cursor.ts';
import type { Placed } from './page-cursor.ts';
import { tellTime } from './tell-time.ts';

/** A contact as other systems see it. */
export const contactSchema = z
  .object({
    id: z.string(),
    name: z.string().nullable().meta({ description: 'As staff wrote it.' }),
    profileName: z.string().nullable().meta({ description: 'As the WhatsApp profile says it.' }),
    language: z.string().nullable(),
    tags: z.array(z.string()),
    identities: z.array(identitySchema),
    responsibleMemberId: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Contact' });

export type ContactShape = z.input<typeof contactSchema>;

export type ContactLine = Placed & {
  name: string | null;
  profileName: string | null;
  language: string | null;
  tags: string[];
  identities: IdentityLine[];
  responsibleMemberId: string | null;
  createdAt: number;
  updatedAt: number;
};

/** What to select from `contact c` for a shape. */
export const CONTACT_COLUMNS = `
  c.id, c.name, c.profile_name as "profileName", c.language, c.tags, ${identitiesOf('c.id')},
  c.responsible_member_id as "responsibleMemberId", c.created_at as "createdAt", c.updated_at as "updatedAt", ${placeOf('c.created_at')}`;

export function toContact(c: ContactLine): ContactShape {
  return {
    id: c.id,
    name: c.name,
    profileName: c.profileName,
    language: c.language,
    tags: c.tags,
    identities: c.identities,
    responsibleMemberId: c.responsibleMemberId,
    createdAt: tellTime(c.createdAt),
    updatedAt: tellTime(c.updatedAt),
  };
}

const writable = {
  name: z.string().trim().min(1).max(120),
  language: z.string().trim().min(1).max(40).nullable(),
  tags: z.array(z.string().trim().min(1).max(40)).max(40),
  responsibleMemberId: z.string().max(80).nullable(),
};

/** The identities another system may bring; the provider's own ids come from the provider alone. */
export const newIdentitySchema = z.strictObject({
  kind: z.enum(['phone', 'whatsapp_id', 'email']),
  value: z.string().trim().min(1).max(320),
});

export const newContactSchema = z
  .strictObject({
    name: writable.name.optional(),
    language: writable.language.optional(),
    tags: writable.tags.optional(),
    responsibleMemberId: writable.responsibleMemberId.optional(),
    identities: z.array(newIdentitySchema).max(20).optional(),
  })
  .refine((c) => c.name !== undefined || (c.identities?.length ?? 0) > 0, {
    path: ['name'],
    message: 'a contact needs a name or an identity',
  })
  .meta({ id: 'NewContact' });

export const contactChangeSchema = z
  .strictObject({
    name: writable.name.optional(),
    language: writable.language.optional(),
    tags: writable.tags.optional(),
    responsibleMemberId: writable.responsibleMemberId.optional(),
  })
  .meta({ id: 'ContactChange' });
