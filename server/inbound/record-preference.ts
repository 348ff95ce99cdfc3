import type { UserPreferenceItem } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import { identityClaims } from './find-or-create-contact.ts';

const KEEP = `
  update contact set opted_out_at = case when $4 then to_timestamp($5::float8 / 1000) end
  where workspace_id = $1 and id in (
    select contact_id from identity where workspace_id = $1 and retired_at is null
      and (kind, value) in (select * from unnest($2::identity_kind[], $3::text[])))`;

/** Somebody asked WhatsApp to stop, or to hear from us again. A person we do not know needs no record of it. */
export async function recordPreference(
  tx: Queryable,
  channel: ChannelLine,
  item: UserPreferenceItem,
): Promise<void> {
  if (item.value !== 'stop' && item.value !== 'resume') return;
  const claims = identityClaims(item.person);
  const [kinds, values] = [claims.map((c) => c.kind), claims.map((c) => c.value)];
  await tx.query(KEEP, [channel.workspaceId, kinds, values, item.value === 'stop', item.at]);
}
