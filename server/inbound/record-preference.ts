import type { UserPreferenceItem } from '../providers/whatsapp/event-item.ts';
import { HEAR_MARKETING_WORD } from '../outbound/record-refused-marketing.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import { identityClaims } from './find-or-create-contact.ts';

// The id says who it is; a number says who had it then.
const NAMED = `(
  select contact_id from identity where workspace_id = $3 and (retired_at is null or retired_at > to_timestamp($2::float8 / 1000))
    and (kind, value) in (select * from unnest($4::identity_kind[], $5::text[]))
  order by kind not in ('whatsapp_user_id', 'whatsapp_parent_user_id'), first_seen_at > to_timestamp($2::float8 / 1000), id
  limit 1)`;

/** Somebody asked WhatsApp to stop, or to hear from us again. A person we do not know needs no record of it. */
export async function recordPreference(
  tx: Queryable,
  channel: ChannelLine,
  item: UserPreferenceItem,
): Promise<void> {
  if (item.value !== 'stop' && item.value !== 'resume') return;
  const claims = identityClaims(item.person);
  const [kinds, values] = [claims.map((c) => c.kind), claims.map((c) => c.value)];
  await tx.query(HEAR_MARKETING_WORD + NAMED, [
    item.value === 'stop',
    item.at,
    channel.workspaceId,
    kinds,
    values,
  ]);
}
