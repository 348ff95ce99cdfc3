import { z } from 'zod';
import type { IdentityKind } from '#schema/tables.gen.ts';

/** One way the world names a contact. */
export const identitySchema = z
  .object({
    kind: z.enum([
      'phone',
      'whatsapp_id',
      'whatsapp_user_id',
      'whatsapp_parent_user_id',
      'whatsapp_username',
      'email',
    ]),
    value: z.string(),
  })
  .meta({ id: 'Identity' });

export type IdentityLine = { kind: IdentityKind; value: string };

/** SQL for the current identities of the contact whose id stands in this column. */
export function identitiesOf(contactId: string): string {
  return `(select coalesce(json_agg(json_build_object('kind', i.kind, 'value', i.value) order by i.kind, i.value), '[]')
    from identity i where i.contact_id = ${contactId} and i.retired_at is null) as identities`;
}
