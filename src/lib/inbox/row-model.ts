import { hueOf, initialsOf } from '#lib/format/avatar.ts';
import { neutraliseBidi } from '#lib/format/message-text.ts';
import { earliestDue } from '#schema/domain/business-due.ts';
import type { DueTimes } from '#schema/domain/business-due.ts';
import { waitLevel } from '#schema/domain/wait-level.ts';
import type { ConversationReadRow, ConversationRow, MemberRow } from '#schema/schema.ts';
import type { ConversationRowModel, PreviewKind } from './conversation-row.ts';
import type { PresenceModel } from '#lib/ui/person.ts';

/** What a row needs besides the conversation itself. */
export type RowSurroundings = {
  members: ReadonlyMap<string, MemberRow>;
  reads: ReadonlyMap<string, ConversationReadRow>;
  presence: ReadonlyMap<string, PresenceModel[]>;
  drafts: ReadonlySet<string>;
  me: { memberId: string; name: string };
  now: number;
};

const PREVIEW_KINDS: Record<string, PreviewKind> = {
  text: 'text',
  template: 'text',
  button: 'text',
  buttons: 'text',
  link: 'text',
  list: 'text',
  buttonReply: 'text',
  listReply: 'text',
  flowReply: 'text',
  voice: 'voice',
  audio: 'audio',
  image: 'image',
  video: 'video',
  document: 'document',
  sticker: 'sticker',
  location: 'location',
  contacts: 'contacts',
  order: 'order',
  call: 'call',
};

/**
 * How many of the customer's messages I have not seen: what nobody has answered yet, less what I have opened.
 * An answer by anyone reads for everyone.
 */
export function unreadCount(
  c: Pick<ConversationRow, 'inboundCount' | 'unansweredCount'>,
  read: ConversationReadRow | undefined,
): number {
  return Math.max(0, Math.min(c.unansweredCount, c.inboundCount - (read?.readCount ?? 0)));
}

function dueOf(c: ConversationRow): DueTimes {
  return {
    firstResponseDueAt: c.firstResponseDueAt ?? null,
    nextResponseDueAt: c.nextResponseDueAt ?? null,
    resolutionDueAt: c.resolutionDueAt ?? null,
  };
}

type Drawn = { seen: readonly unknown[]; row: ConversationRowModel };
const DRAWN = new WeakMap<ConversationRow, Drawn>();
const NOBODY: PresenceModel[] = [];

/** One conversation as a row of the list; the same one as before while nothing it shows has changed. */
export function rowModel(c: ConversationRow, around: RowSurroundings): ConversationRowModel {
  const owner = c.assigneeId ? around.members.get(c.assigneeId) : undefined;
  const late =
    c.status === 'open'
      ? waitLevel(
          { waitingOn: c.waitingOn, waitingSince: c.waitingSince ?? null, dueAt: earliestDue(dueOf(c)) },
          around,
        )
      : 'none';
  const unread = unreadCount(c, around.reads.get(c.id));
  const presence = around.presence.get(c.id) ?? NOBODY;
  const hasDraft = around.drafts.has(c.id);
  // Whoever is here is told by what is drawn of them: the list of them is made anew at every beat.
  const here = presence.map((p) => `${p.memberId} ${p.kind} ${p.name}`).join();
  const seen = [owner, late, unread, here, hasDraft, around.me.name];
  const drawn = DRAWN.get(c);
  if (drawn?.seen.every((value, index) => value === seen[index])) return drawn.row;
  const row = draw(c, { owner, late, unread, presence, hasDraft, myName: around.me.name });
  DRAWN.set(c, { seen, row });
  return row;
}

type Told = Pick<ConversationRowModel, 'late' | 'unread' | 'presence' | 'hasDraft'> & {
  owner: MemberRow | undefined;
  myName: string;
};

function draw(c: ConversationRow, { owner, myName, ...told }: Told): ConversationRowModel {
  const name = neutraliseBidi(c.contactName);
  const isOurs = c.lastMessageDirection === 'outbound';
  const author = c.lastMessageAuthor ?? null;
  const isDelivery = isOurs && c.lastMessageStatus && c.lastMessageStatus !== 'received';
  return {
    id: c.id,
    name,
    initials: initialsOf(name),
    hue: hueOf(c.contactId),
    ownerInitials: owner ? initialsOf(owner.name) : null,
    ownerHue: owner ? hueOf(owner.id) : 0,
    ownerName: owner?.name ?? null,
    preview: neutraliseBidi(c.lastMessageText ?? ''),
    previewKind: PREVIEW_KINDS[c.lastMessageType ?? 'text'] ?? 'unknown',
    previewWho:
      !isOurs || author === null ? null : author === myName ? 'you' : (author.split(' ')[0] ?? author),
    previewDurationMs: null,
    at: c.lastMessageAt,
    windowClosesAt: c.windowClosesAt ?? null,
    failed: c.troubledCount > 0 && c.lastMessageStatus !== 'unconfirmed',
    unconfirmed: c.troubledCount > 0 && c.lastMessageStatus === 'unconfirmed',
    status: isDelivery ? (c.lastMessageStatus as ConversationRowModel['status']) : null,
    stage: null,
    money: null,
    optedOut: c.contactOptedOut,
    waitingOn: c.waitingOn === 'us' ? 'us' : 'customer',
    ...told,
  };
}
