import type { Pool } from 'pg';
import type { OutboundContent, Recipient } from '../providers/whatsapp/send-message.ts';
import type { SecretBox } from '../secret-box.ts';
import type { ClaimedItem } from './claim-next.ts';

export type Call = {
  phoneNumberId: string;
  accessToken: string;
  to: Recipient;
  content: OutboundContent;
  repliedToProviderId?: string;
};

type Line = {
  type: string;
  text: string | null;
  phoneNumberId: string;
  sealed: string;
  phone: string | null;
  userId: string | null;
  quotedId: string | null;
};

const LOAD = `
  select m.type, m.text, ch.phone_number_id as "phoneNumberId", s.access_token_sealed as sealed,
    (select value from identity i where i.contact_id = c.contact_id and i.kind = 'phone' and i.retired_at is null order by last_seen_at desc limit 1) as phone,
    (select value from identity i where i.contact_id = c.contact_id and i.kind = 'whatsapp_user_id' and i.retired_at is null order by last_seen_at desc limit 1) as "userId",
    (select q.provider_message_id from message q where q.id = m.quoted_message_id) as "quotedId"
  from message m join conversation c on c.id = m.conversation_id join channel ch on ch.id = $2 join channel_secret s on s.channel_id = ch.id
  where m.id = $1`;

/** Everything one send needs, read outside any transaction; a reason in words when the record cannot be sent to. */
export async function loadCall(
  pool: Pool,
  secretBox: SecretBox,
  item: ClaimedItem,
): Promise<Call | { fault: string }> {
  const line = (await pool.query<Line>(LOAD, [item.messageId, item.channelId])).rows[0];
  if (!line) return { fault: 'the channel has no token' };
  const to: Recipient | null = line.phone
    ? { phone: line.phone }
    : line.userId
      ? { userId: line.userId }
      : null;
  if (to === null) return { fault: 'the contact has no number and no user id' };
  if (line.type !== 'text' || line.text === null) return { fault: `no way to send "${line.type}" yet` };
  return {
    phoneNumberId: line.phoneNumberId,
    accessToken: secretBox.open(line.sealed),
    to,
    content: { kind: 'text', text: line.text },
    ...(line.quotedId && { repliedToProviderId: line.quotedId }),
  };
}
