import type { Slowdown } from '#schema/domain/send-slowdown.ts';
import type { Queryable } from '../queue.ts';
import type { ClaimedItem } from './claimed-item.ts';

/** What a lane owes first, with what decides whether it may go. */
export type Head = ClaimedItem & {
  lane: string;
  state: 'queued' | 'sending';
  notBefore: number;
  leasedUntil: number | null;
  /** The clock finds it by itself. */
  isDelayed: boolean;
  paused: boolean;
  sendsPerSecond: number;
  /** What the number, its account and our app were slowed by. */
  slowdowns: Slowdown[];
  isCampaign: boolean;
  /** Its file must be with the provider first. */
  needsUpload: boolean;
};

const headsOf = (lock: string) => `
  select h.* from unnest($1::text[]) l (lane), lateral (
    select o.id, o.lane, o.kind, o.payload, o.message_id as "messageId", o.workspace_id as "workspaceId", o.channel_id as "channelId",
      o.attempts, o.state, o.not_before as "notBefore", o.leased_until as "leasedUntil", o.payload ? 'isDelayed' as "isDelayed",
      coalesce((select json_agg(json_build_object('share', b.tokens, 'at', extract(epoch from b.filled_at) * 1000,
          'holdUntil', extract(epoch from b.next_turn_at) * 1000))
        from send_bucket b
        where b.key in ('slow:number:' || ch.id, 'slow:account:' || coalesce(ch.waba_id, ch.id::text), 'slow:app')), '[]') as slowdowns,
      ch.state = 'paused' as paused, ch.sends_per_second as "sendsPerSecond", o.is_campaign as "isCampaign",
      exists (select 1 from media md where md.message_id = o.message_id
        and coalesce(md.provider_uploaded_at, '-infinity') < now() - interval '29 days') as "needsUpload"
    from outbox_item o join channel ch on ch.id = o.channel_id
    where o.lane = l.lane and o.state in ('queued', 'sending')
    order by o.sequence limit 1 ${lock}) h`;

/** The first thing each of these lanes owes; a lane that owes nothing has none. `isLocked`: whoever reads them may change them. */
export async function readHeads(
  db: Queryable,
  lanes: readonly string[],
  { isLocked = false }: { isLocked?: boolean } = {},
): Promise<Head[]> {
  const found = await db.query<Head>({
    name: isLocked ? 'lock-heads' : 'read-heads',
    text: headsOf(isLocked ? 'for update of o' : ''),
    values: [lanes],
  });
  return found.rows;
}
