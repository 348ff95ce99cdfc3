import { createHash } from 'node:crypto';
import { conversationAfterCall } from '#schema/domain/conversation-after-call.ts';
import type { CallItem } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import { findOrCreateContact } from './find-or-create-contact.ts';
import { findOrCreateConversation, saveConversation } from './find-or-create-conversation.ts';
import { tellNumberChange } from './number-change.ts';
import { routeArrived } from './route-conversation.ts';

type Outcome = 'ringing' | 'taken' | 'missed';
type Line = { outcome: Outcome; at: number };

const KNOWN = `select data ->> 'outcome' as outcome, at from activity where id = $1`;

const KEEP = `
  insert into activity (id, workspace_id, conversation_id, kind, actor_kind, actor_name, data, at)
  values ($1, $2, $3, 'call', 'customer', $4, $5, to_timestamp($6::float8 / 1000))
  on conflict (id) do update set data = excluded.data, at = excluded.at`;

/**
 * A customer called. One quiet line in the thread per call, whatever order its events come in; the window opens from the
 * call's own time. A call that ended untaken is a customer who waits for us.
 */
export async function recordCall(tx: Queryable, channel: ChannelLine, item: CallItem): Promise<void> {
  const outcome = outcomeOf(item);
  if (!item.opensWindow || outcome === null) return;
  const { workspaceId } = channel;
  const beganAt = item.startedAt ?? item.at;
  const contact = await findOrCreateContact(tx, {
    workspaceId,
    channelId: channel.id,
    person: item.person,
    seenAt: beganAt,
    evidence: 'whatsapp',
  });
  if (contact === null) return;
  const conversation = await findOrCreateConversation(tx, { channel, contact, at: beganAt });
  if (contact.changeId !== undefined) await tellNumberChange(tx, contact.changeId);
  const id = lineId(workspaceId, item.callId);
  const known = (await tx.query<Line>(KNOWN, [id])).rows[0];
  const at = Math.min(known?.at ?? beganAt, beganAt);
  const isNews = !known || (known.outcome === 'ringing' && outcome !== 'ringing');
  if (!isNews && at === known.at) return;
  const data = { outcome: isNews ? outcome : known.outcome, durationMs: item.durationMs ?? null };
  if (isNews)
    await tx.query(KEEP, [id, workspaceId, conversation.id, contact.name, JSON.stringify(data), at]);
  else await tx.query('update activity set at = to_timestamp($2::float8 / 1000) where id = $1', [id, at]);
  const after = conversationAfterCall(conversation, { at, isMissed: isNews && outcome === 'missed' });
  await saveConversation(tx, conversation.id, after);
  if (isNews && outcome === 'missed')
    await routeArrived(tx, { channel, before: conversation, after, text: '' });
}

/** Null for steps of a call that say nothing to a person. */
function outcomeOf({ event, durationMs }: CallItem): Outcome | null {
  if (event === 'connect') return 'ringing';
  if (event !== 'terminate') return null;
  return (durationMs ?? 0) > 0 ? 'taken' : 'missed';
}

/** One line per call. The provider's id of a call holds a phone number, so it does not stand in the line itself. */
function lineId(workspaceId: string, callId: string): string {
  const hex = createHash('sha256').update(`${workspaceId}:${callId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
