import { failureSentence } from '#lib/errors/failure-sentences.ts';
import { hueOf, initialsOf } from '#lib/format/avatar.ts';
import { neutraliseBidi } from '#lib/format/message-text.ts';
import type { Locale } from '#lib/i18n/i18n.svelte.ts';
import type { ChoiceSection } from '#schema/domain/choice-message.ts';
import { HOLD_REASONS } from '#schema/domain/held-message.ts';
import { readSharedCard } from '#schema/domain/read-shared-card.ts';
import { undoUntil } from '#schema/domain/undo-window.ts';
import type { MemberRow, MessageRow } from '#schema/schema.ts';
import { mediaModel } from './media-model.ts';
import { referralOf } from './referral-model.ts';
import type {
  LinkedFileModel,
  MessageAuthor,
  MessageContent,
  MessageModel,
  MessageType,
  QuotedModel,
  ReactionModel,
} from './message.ts';

export type MessageSurroundings = {
  members: ReadonlyMap<string, MemberRow>;
  contact: { id: string; name: string };
  myId: string;
  locale: Locale;
  /** May whoever looks open files that hold numbers? */
  seesNumbers: boolean;
  /** May free words go now? */
  isWindowOpen: boolean;
  /** To find what a bubble quotes. */
  byId: ReadonlyMap<string, MessageRow>;
};

type Loose = Record<string, unknown>;

const TYPES: Record<string, MessageType> = {
  text: 'text',
  image: 'image',
  audio: 'audio',
  voice: 'audio',
  video: 'video',
  document: 'document',
  sticker: 'sticker',
  location: 'location',
  contacts: 'contacts',
  order: 'order',
  template: 'template',
  button: 'interactive',
  buttons: 'interactive',
  list: 'interactive',
  link: 'interactive',
  buttonReply: 'interactive',
  listReply: 'interactive',
  flowReply: 'interactive',
  callPermission: 'interactive',
  requestWelcome: 'system',
};

type Drawn = { around: MessageSurroundings; quoted: MessageRow | undefined; model: MessageModel };
const DRAWN = new WeakMap<MessageRow, Drawn>();

/** One synced message as a bubble or a note; the same one as before while nothing it shows has changed. */
export function messageModel(row: MessageRow, around: MessageSurroundings): MessageModel {
  const quoted = row.quotedMessageId ? around.byId.get(row.quotedMessageId) : undefined;
  const drawn = DRAWN.get(row);
  if (drawn && drawn.quoted === quoted && isAlike(drawn.around, around)) return drawn.model;
  const model = draw(row, around);
  DRAWN.set(row, { around, quoted, model });
  return model;
}

function isAlike(one: MessageSurroundings, other: MessageSurroundings): boolean {
  return (
    one.members === other.members &&
    one.contact.id === other.contact.id &&
    one.contact.name === other.contact.name &&
    one.myId === other.myId &&
    one.locale === other.locale &&
    one.seesNumbers === other.seesNumbers &&
    one.isWindowOpen === other.isWindowOpen
  );
}

function draw(row: MessageRow, around: MessageSurroundings): MessageModel {
  const failure = row.failure as { key?: string | null; code?: number | null } | null | undefined;
  const isOutbound = row.direction === 'outbound';
  return {
    id: row.id,
    direction: row.direction,
    type: TYPES[row.type] ?? 'unknown',
    text: row.text ?? '',
    at: row.at,
    ...saidAtOf(row),
    status: isOutbound && row.status !== 'received' ? row.status : null,
    author: authorOf(row, around),
    failure:
      failure && row.status === 'failed'
        ? { code: String(failure.code ?? ''), ...failureSentence(around.locale, failure, around) }
        : null,
    held: row.status === 'held' ? heldOf(row) : null,
    undoUntil: row.authorMemberId === around.myId ? undoUntil(row) : null,
    quoted: quotedOf(row, around),
    media: mediaModel(row, around),
    content: contentOf(row),
    reactions: reactionsOf(row, around),
    isForwarded: row.forwarded,
    referral: referralOf(row),
    editedAt: row.editedAt ?? null,
    deletedAt: row.deletedAt ?? null,
  };
}

/** The time that WhatsApp named and that had not come when we heard of it. */
function saidAtOf({ content }: MessageRow): { saidAt?: number } {
  const { saidAt } = (content ?? {}) as { saidAt?: unknown };
  return typeof saidAt === 'number' ? { saidAt } : {};
}

function heldOf({ failure, at }: MessageRow): MessageModel['held'] {
  const told = failure as { key?: string; since?: number } | null | undefined;
  const reason = HOLD_REASONS.find((one) => one === told?.key) ?? 'heldForCheck';
  return { reason, since: told?.since ?? at };
}

function authorOf(row: MessageRow, { members, contact, myId }: MessageSurroundings): MessageAuthor {
  const person = (kind: MessageAuthor['kind'], id: string, name: string): MessageAuthor => ({
    kind,
    id,
    name: neutraliseBidi(name),
    initials: initialsOf(name),
    hue: hueOf(id),
    isMe: id === myId,
  });
  if (row.direction === 'inbound') return person('contact', contact.id, contact.name);
  if (row.authorKind === 'phone_app') return person('phoneApp', 'phone_app', row.authorName ?? '');
  if (row.authorKind === 'rule' || row.authorKind === 'api')
    return person(row.authorKind, row.authorName ?? row.authorKind, row.authorName ?? '');
  const member = row.authorMemberId ? members.get(row.authorMemberId) : undefined;
  return person('member', row.authorMemberId ?? 'member', member?.name ?? row.authorName ?? '');
}

function quotedOf(row: MessageRow, { byId, contact }: MessageSurroundings): QuotedModel | null {
  if (!row.quotedMessageId) return null;
  const quoted = byId.get(row.quotedMessageId);
  if (!quoted) return { messageId: null, authorName: '', isOurs: false, type: 'text', text: '' };
  const isOurs = quoted.direction !== 'inbound';
  return {
    messageId: quoted.id,
    authorName: isOurs ? (quoted.authorName ?? '') : contact.name,
    isOurs,
    type: TYPES[quoted.type] ?? 'unknown',
    text: neutraliseBidi(quoted.text ?? ''),
  };
}

function reactionsOf(row: MessageRow, { contact, members, myId }: MessageSurroundings): ReactionModel[] {
  const byEmoji = new Map<string, ReactionModel>();
  for (const r of row.reactions as { by: string; who: string; emoji: string | null }[]) {
    if (r.emoji === null) continue;
    const reaction = byEmoji.get(r.emoji) ?? { emoji: r.emoji, names: [], isMine: false };
    reaction.names.push(r.by === 'customer' ? contact.name : (members.get(r.who)?.name ?? r.who));
    reaction.isMine ||= r.by === 'member' && r.who === myId;
    byEmoji.set(r.emoji, reaction);
  }
  return [...byEmoji.values()];
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? neutraliseBidi(value) : null;
const listOf = (value: unknown): Loose[] => (Array.isArray(value) ? (value as Loose[]) : []);

/** A file that lies elsewhere: only ever an https address that names its host. */
function linkedFileOf(c: Loose): LinkedFileModel | null {
  const url = URL.parse(textOf(c['link']) ?? '');
  return url?.protocol === 'https:' ? { href: url.href, name: textOf(c['fileName']), host: url.host } : null;
}

function contentOf(row: MessageRow): MessageContent {
  const c = (row.content ?? {}) as Loose;
  switch (c['kind']) {
    case 'location':
      return {
        kind: 'location',
        latitude: Number(c['latitude']),
        longitude: Number(c['longitude']),
        name: textOf(c['name']),
        address: textOf(c['address']),
      };
    case 'contacts':
      return { kind: 'contacts', cards: listOf(c['cards']).map(readSharedCard) };
    case 'order':
      return {
        kind: 'order',
        lines: listOf(c['items']).map((item) => ({
          name: textOf(item['productId']) ?? '',
          quantity: Number(item['quantity']),
          priceMinor: Math.round(Number(item['itemPrice']) * 100),
          currency: textOf(item['currency']) ?? 'KES',
        })),
        note: textOf(c['note']),
      };
    case 'buttons':
    case 'list':
    case 'link':
      return {
        kind: 'choices',
        layout: c['kind'],
        header: textOf(c['header']),
        footer: textOf(c['footer']),
        label: textOf(c['label']),
        ...(c['kind'] === 'link' && { url: linkedFileOf({ link: c['url'] })?.href ?? null }),
        sections: listOf(c['sections']) as ChoiceSection[],
      };
    case 'button':
    case 'buttonReply':
    case 'listReply':
    case 'flowReply':
      return {
        kind: 'choice',
        title: textOf(c['title']) ?? textOf(c['label']) ?? textOf(c['body']) ?? row.text ?? '',
        description: textOf(c['description']),
      };
    case 'template':
      return {
        kind: 'template',
        name: textOf(c['name']) ?? '',
        header: textOf(c['header']),
        footer: textOf(c['footer']),
        buttons: Array.isArray(c['buttons']) ? c['buttons'].filter((b) => typeof b === 'string') : [],
        file: linkedFileOf((c['headerFile'] ?? {}) as Loose),
      };
    case 'linkedFile': {
      const file = linkedFileOf(c);
      return file ? { kind: 'linkedFile', file } : { kind: 'none' };
    }
    case 'unsupported':
    case 'unknown':
      return { kind: 'unknown', providerType: textOf(c['reportedType']) ?? row.type };
    default:
      return TYPES[row.type] ? { kind: 'none' } : { kind: 'unknown', providerType: row.type };
  }
}
