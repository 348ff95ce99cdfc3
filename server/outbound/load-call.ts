import type { Pool } from 'pg';
import { isUnwanted } from '#schema/domain/marketing-stop.ts';
import { sessionWindow } from '#schema/domain/session-window.ts';
import type { OutboundContent, Recipient } from '../providers/whatsapp/send-message.ts';
import type { SecretBox } from '../secret-box.ts';
import type { ClaimedItem } from './claimed-item.ts';
import { contentOfMessage } from './content-of-message.ts';
import type { StoredMessage } from './content-of-message.ts';

export type Call = {
  phoneNumberId: string;
  accessToken: string;
  to: Recipient;
  content: OutboundContent;
  repliedToProviderId?: string;
};

/** Everything about a message that its call is made of. */
export type CallLine = StoredMessage & {
  nth: number;
  phoneNumberId: string;
  sealed: string;
  phone: string | null;
  userId: string | null;
  quotedId: string | null;
  ownId: string | null;
  /** What the template is now; what it was when it was written, where it is gone. */
  category: string | null;
  optedOutAt: number | null;
  windowClosesAt: number | null;
};

/** Why a call is not made: the record cannot be sent, or while it waited the customer asked for no advertising or the window shut. */
export type NoCall = { fault: string; because?: 'marketingStopped' | 'windowShut' };

const LOAD = `
  select u.nth::int as nth, m.type, m.text, m.content, ch.phone_number_id as "phoneNumberId", s.access_token_sealed as sealed,
    (select value from identity i where i.contact_id = c.contact_id and i.kind = 'phone' and i.retired_at is null order by last_seen_at desc limit 1) as phone,
    (select value from identity i where i.contact_id = c.contact_id and i.kind = 'whatsapp_user_id' and i.retired_at is null order by last_seen_at desc limit 1) as "userId",
    (select q.provider_message_id from message q where q.id = m.quoted_message_id) as "quotedId",
    m.provider_message_id as "ownId", md.provider_media_id as "providerMediaId", md.file_name as "fileName",
    t.components, t.parameter_format as "parameterFormat", coalesce(t.category, m.content ->> 'category') as category,
    p.opted_out_at as "optedOutAt", c.window_closes_at as "windowClosesAt"
  from unnest($1::uuid[], $2::uuid[]) with ordinality u (message_id, channel_id, nth) join message m on m.id = u.message_id
    join conversation c on c.id = m.conversation_id join contact p on p.id = c.contact_id join channel ch on ch.id = u.channel_id join channel_secret s on s.channel_id = ch.id
    left join media md on md.message_id = m.id
    left join template t on m.type = 'template' and t.channel_id = ch.id and t.name = m.content ->> 'name' and t.language = m.content ->> 'language'`;

/** What these sends need, read outside any transaction; undefined where there is nothing to read. */
export async function loadCallLines(
  pool: Pool,
  items: readonly ClaimedItem[],
): Promise<(CallLine | undefined)[]> {
  const about = items.map(({ messageId, payload }) => messageId ?? payload.targetMessageId ?? null);
  const values = [about, items.map(({ channelId }) => channelId)];
  const found = await pool.query<CallLine>({ name: 'load-calls', text: LOAD, values });
  const lines = new Map(found.rows.map((line) => [line.nth, line]));
  return items.map((_, n) => lines.get(n + 1));
}

/** The call for one item; a reason in words when it shall not be made. `now`: instant in ms. */
export function readCall(
  secretBox: SecretBox,
  item: ClaimedItem,
  { line, now }: { line: CallLine | undefined; now: number },
): Call | NoCall {
  if (!line) return { fault: 'the channel has no token' };
  // It may have waited for days: for its time, for the pace, for a paused number.
  const isTemplate = item.kind === 'message' && line.type === 'template';
  if (isTemplate && isUnwanted(line))
    return { fault: 'the customer asked for no marketing; nothing was called', because: 'marketingStopped' };
  if (!isTemplate && sessionWindow({ closesAt: line.windowClosesAt, now }) === 'shut')
    return { fault: 'the window shut while it waited; nothing was called', because: 'windowShut' };
  const to: Recipient | null = line.phone
    ? { phone: line.phone }
    : line.userId
      ? { userId: line.userId }
      : null;
  if (to === null) return { fault: 'the contact has no number and no user id' };
  const content = item.kind === 'reaction' ? reactionTo(line.ownId, item) : contentOfMessage(line);
  if ('fault' in content) return content;
  return {
    phoneNumberId: line.phoneNumberId,
    accessToken: secretBox.open(line.sealed),
    to,
    content,
    ...(item.kind === 'message' && line.quotedId && { repliedToProviderId: line.quotedId }),
  };
}

function reactionTo(
  targetProviderMessageId: string | null,
  { payload }: ClaimedItem,
): OutboundContent | { fault: string } {
  if (targetProviderMessageId === null) return { fault: 'the provider does not know the message' };
  return { kind: 'reaction', targetProviderMessageId, emoji: payload.emoji ?? null };
}
