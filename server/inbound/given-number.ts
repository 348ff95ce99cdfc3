import type { MessageContent } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import { addIdentity, identityClaims } from './find-or-create-contact.ts';
import type { Claim } from './find-or-create-contact.ts';

/** The customer's own number, as ids, in a card that answers our request for it; a friend's card gives nothing. */
export function givenNumber(content: MessageContent): Claim[] {
  if (content.kind !== 'contacts') return [];
  const given = content.cards.find(({ origin }) => origin === 'contact_request')?.phones[0];
  const digits = given?.waId ?? given?.phone.replace(/\D/g, '');
  return digits ? identityClaims({ phone: digits }) : [];
}

const IS_FREE = `
  select 1 where not exists (select 1 from identity where contact_id = $1 and kind = 'phone' and retired_at is null)
    and not exists (select 1 from identity where workspace_id = $2
      and (kind, value) in (select * from unnest($3::identity_kind[], $4::text[])))`;

/** Somebody whose number was hidden has told it to us. One that was ever somebody's stays theirs. */
export async function keepGivenNumber(
  tx: Queryable,
  { id: channelId, workspaceId }: ChannelLine,
  { content, contactId, seenAt }: { content: MessageContent; contactId: string; seenAt: number },
): Promise<void> {
  const claims = givenNumber(content);
  if (claims.length === 0) return;
  const values = [contactId, workspaceId, claims.map((c) => c.kind), claims.map((c) => c.value)];
  if ((await tx.query(IS_FREE, values)).rowCount === 0) return;
  for (const claim of claims)
    await addIdentity(tx, {
      ...{ ...claim, workspaceId, channelId, contactId, seenAt },
      evidence: 'whatsapp:contact_request',
    });
}
