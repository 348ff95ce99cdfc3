import { PRESENCE_TIMEOUT_MS } from '#schema/domain/presence-fresh.ts';
import { askForTyping } from '../outbound/tell-customer.ts';
import type { Queryable } from '../queue.ts';

type Tab = { memberId: string; tabId: string; at: number };
type Shown = { conversationId: string | null; kind: 'viewing' | 'typing' };

// A tab whose presence is gone has no row to beat for.
const BEAT = `
  insert into presence_beat (presence_id, beat_at)
  select id, to_timestamp($2::float8 / 1000) from presence where id = $1
  on conflict (presence_id) do update set beat_at = excluded.beat_at`;

const SHOWN = 'select conversation_id as "conversationId", kind from presence where id = $1';

const SILENT = `
  delete from presence p where p.seen_at < to_timestamp($1::float8 / 1000) and not exists (
    select 1 from presence_beat b where b.presence_id = p.id and b.beat_at >= to_timestamp($1::float8 / 1000))`;

/** Remembers that this tab was there at `at` (ms). */
export async function rememberBeat(db: Queryable, { memberId, tabId, at }: Tab): Promise<void> {
  await db.query({ name: 'presence-beat', text: BEAT, values: [`${memberId}:${tabId}`, at] });
}

/**
 * A tab says that it still shows what it said it shows. A customer its member is writing to goes on seeing them type. False when nothing is known of this tab: it has to say anew what it shows.
 */
export async function keepPresence(db: Queryable, tab: Tab): Promise<boolean> {
  const { memberId } = tab;
  const found = await db.query<Shown>({
    ...{ name: 'presence-shown', text: SHOWN, values: [`${memberId}:${tab.tabId}`] },
  });
  const shown = found.rows[0];
  if (!shown) return false;
  await rememberBeat(db, tab);
  if (shown.kind === 'typing' && shown.conversationId)
    await askForTyping(db, { conversationId: shown.conversationId, memberId, at: tab.at });
  return true;
}

/** Removes tabs that fell silent without saying that they leave. `now`: instant in ms. */
export async function sweepSilent(db: Queryable, now: number): Promise<void> {
  await db.query(SILENT, [now - PRESENCE_TIMEOUT_MS]);
}
