import { maskIdentity } from '#schema/domain/mask-identity.ts';
import type { IdentityKind } from '#schema/tables.gen.ts';
import { uuidv7 } from '../new-id.ts';
import type { DemoData } from './content/demo-data.ts';
import { iso } from './insert-lines.ts';
import type { Line } from './insert-lines.ts';
import type { DemoIds } from './tell-conversation.ts';

export function contactLines(
  demo: DemoData,
  workspaceId: string,
  { contacts, members }: Pick<DemoIds, 'contacts' | 'members'>,
): Line[] {
  return demo.contacts.map((c) => ({
    id: contacts.get(c.key),
    workspace_id: workspaceId,
    name: c.name,
    profile_name: c.profileName,
    language: c.language,
    responsible_member_id: c.responsible ? members.get(c.responsible) : null,
    tags: c.tags,
    note: c.note,
    created_at: new Date(0).toISOString(),
    updated_at: new Date(0).toISOString(),
  }));
}

export function identityLines(
  demo: DemoData,
  workspaceId: string,
  contacts: ReadonlyMap<string, string>,
  firstSeenAt: ReadonlyMap<string, number>,
): Line[] {
  return demo.contacts.flatMap((c) => {
    const claims: [IdentityKind, string][] = [['whatsapp_user_id', c.userId]];
    if (c.phone) claims.push(['whatsapp_id', c.phone.slice(1)], ['phone', c.phone]);
    const seenAt = iso(firstSeenAt.get(c.key) ?? 0);
    return claims.map(([kind, value]) => ({
      id: uuidv7(),
      workspace_id: workspaceId,
      contact_id: contacts.get(c.key),
      kind,
      value,
      masked_value: maskIdentity(kind, value),
      evidence: 'whatsapp',
      first_seen_at: seenAt,
      last_seen_at: seenAt,
    }));
  });
}
