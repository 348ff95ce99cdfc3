import type { Pool } from 'pg';
import { pushPayload } from '#schema/domain/push-payload.ts';
import type { PushOutcome, SendPush } from '../providers/push/send-push.ts';
import type { SecretBox } from '../secret-box.ts';
import { readPushKeys } from './read-push-keys.ts';

type Device = {
  memberId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  locale: string;
  unread: number;
  isAwayOnly: boolean;
};
type Told = {
  conversationId: string | null;
  kind: string;
  contactName: string;
  actorName: string | null;
  data: unknown;
  at: number;
};

const DEVICE = `
  select s.member_id as "memberId", s.endpoint, s.p256dh, s.auth, s.locale,
    (select count(*)::int from notification n where n.member_id = s.member_id and n.read_at is null) as unread,
    coalesce(p.is_away_only, true) as "isAwayOnly"
  from push_subscription s join member m on m.id = s.member_id and m.workspace_id = s.workspace_id
  left join notification_preference p on p.member_id = m.id
  where s.id = $1 and m.deactivated_at is null`;

// By member too: a device that changed hands since then is told nothing of the one before.
const STILL_NEW = `
  select conversation_id as "conversationId", kind, contact_name as "contactName", actor_name as "actorName", data, at
  from notification where id = any ($1::text[]) and member_id = $2 and read_at is null order by at desc, id`;

/**
 * Tells one device of what is still unread, as one message. Null when there is nothing to tell any more; `later` asks to
 * be run again. A device its push service does not know any more is forgotten.
 */
export async function deliverPush(
  deps: { pool: Pool; secretBox: SecretBox; contact: string; send: SendPush; now: () => number },
  { subscriptionId, notificationIds }: { subscriptionId: string; notificationIds: readonly string[] },
): Promise<PushOutcome | null> {
  const { pool } = deps;
  const device = (await pool.query<Device>(DEVICE, [subscriptionId])).rows[0];
  if (!device) return null;
  const told = await pool.query<Told>(STILL_NEW, [notificationIds, device.memberId]);
  const payload = pushPayload(told.rows, device);
  if (!payload) return null;
  const { endpoint, p256dh, auth } = device;
  const outcome = await deps.send({
    keys: await readPushKeys(pool, deps.secretBox, deps.now()),
    contact: deps.contact,
    subscription: { endpoint, p256dh, auth },
    text: JSON.stringify(payload),
  });
  if (outcome === 'gone')
    await pool.query('delete from push_subscription where id = $1 and endpoint = $2', [
      subscriptionId,
      endpoint,
    ]);
  if (outcome === 'sent')
    await pool.query(
      'update push_subscription set last_sent_at = to_timestamp($2::float8 / 1000) where id = $1',
      [subscriptionId, deps.now()],
    );
  return outcome;
}
