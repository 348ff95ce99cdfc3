import type { UserPreferenceItem } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import { identityClaims } from './find-or-create-contact.ts';

// Words may come in any order: the newest by the customer's own time stands.
const HEAR = `
  update contact set marketing_word_at = to_timestamp($2::float8 / 1000),
    opted_out_at = case when $1 then to_timestamp($2::float8 / 1000) end
  where (marketing_word_at is null or marketing_word_at <= to_timestamp($2::float8 / 1000)) and id in`;

const NAMED = `(
  select contact_id from identity where workspace_id = $3 and retired_at is null
    and (kind, value) in (select * from unnest($4::identity_kind[], $5::text[])))`;

const WRITTEN_TO = `(
  select c.contact_id from conversation c join message m on m.conversation_id = c.id where m.id = $3)`;

/** Somebody asked WhatsApp to stop, or to hear from us again. A person we do not know needs no record of it. */
export async function recordPreference(
  tx: Queryable,
  channel: ChannelLine,
  item: UserPreferenceItem,
): Promise<void> {
  if (item.value !== 'stop' && item.value !== 'resume') return;
  const claims = identityClaims(item.person);
  const [kinds, values] = [claims.map((c) => c.kind), claims.map((c) => c.value)];
  await tx.query(HEAR + NAMED, [item.value === 'stop', item.at, channel.workspaceId, kinds, values]);
}

/** The provider refused a message of ours because its receiver had asked for no advertising. `at`: instant in ms. */
export async function recordRefusedMarketing(
  tx: Queryable,
  { messageId, at }: { messageId: string; at: number },
): Promise<void> {
  await tx.query(HEAR + WRITTEN_TO, [true, at, messageId]);
}
