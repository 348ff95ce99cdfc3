import type { WayOutAction } from '#lib/errors/failure-sentences.ts';
import type { DeliveryStatus } from '#lib/ui/delivery-status.ts';
import type { HoldReason } from '#schema/domain/held-message.ts';
import type { ContactCard } from '#schema/domain/read-vcard.ts';
import type { ChoiceMessage, ChoiceSection } from '#schema/domain/choice-message.ts';

export type MessageType =
  | 'text'
  | 'image'
  | 'audio'
  | 'video'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contacts'
  | 'order'
  | 'interactive'
  | 'template'
  | 'system'
  | 'unknown';

/** Who wrote a message. A rule carries its name; the phone app means someone wrote on the business's own phone. */
export type MessageAuthor = {
  kind: 'contact' | 'member' | 'rule' | 'phoneApp' | 'api';
  id: string;
  name: string;
  initials: string;
  hue: number;
  isMe: boolean;
};

/** A file in a message. `url` is null until the file is here; `state` says why. */
export type MediaModel = {
  state: 'ready' | 'fetching' | 'uploading' | 'lost';
  url: string | null;
  thumbnailUrl: string | null;
  mimeType: string;
  fileName: string | null;
  sizeBytes: number | null;
  durationMs: number | null;
  widthPx: number | null;
  heightPx: number | null;
  pageCount: number | null;
  /** Loudness of a recording, 0–1, any number of points; null draws a calm stand-in. */
  waveform: number[] | null;
  isVoiceNote: boolean;
  /** 0–1 while uploading. */
  uploaded: number | null;
  /** A picture to look at in full, where the file itself is one that browsers do not show. */
  viewUrl?: string | null;
  /** Of a contact file: who is in it. */
  cards?: ContactCardModel[];
};

/** An advertisement or a post of ours by which a customer came. */
export type ReferralModel = {
  kind: 'ad' | 'post';
  headline: string;
  body: string;
  /** Its page; null when it is none one may open. */
  href: string | null;
  host: string;
};

export type ContactCardModel = ContactCard;
export type OrderLineModel = { name: string; quantity: number; priceMinor: number; currency: string };

/** A question answered by a tap, or a button that opens a page, as we sent it. */
export type ChoicesModel = {
  kind: 'choices';
  layout: ChoiceMessage['kind'];
  header: string | null;
  footer: string | null;
  label: string | null;
  /** Of a link: the page its button opens; null when it is none one may open. */
  url?: string | null;
  sections: ChoiceSection[];
};

/** What a message holds besides text and a file. */
export type MessageContent =
  | { kind: 'none' }
  | { kind: 'location'; latitude: number; longitude: number; name: string | null; address: string | null }
  | { kind: 'contacts'; cards: ContactCardModel[] }
  | { kind: 'order'; lines: OrderLineModel[]; note: string | null }
  | ChoicesModel
  | { kind: 'choice'; title: string; description: string | null }
  | {
      kind: 'template';
      name: string;
      header: string | null;
      footer: string | null;
      buttons: string[];
      /** What its header shows, when that is a file. */
      file: LinkedFileModel | null;
    }
  | { kind: 'linkedFile'; file: LinkedFileModel }
  | { kind: 'unknown'; providerType: string };

/** A file to be opened where it lies; `host` null when that is our own store. */
export type LinkedFileModel = { href: string; name: string | null; host: string | null };

export type QuotedModel = {
  messageId: string | null;
  authorName: string;
  isOurs: boolean;
  type: MessageType;
  text: string;
};
export type ReactionModel = { emoji: string; names: string[]; isMine: boolean };

/** One bubble or note. Times are ms. */
export type MessageModel = {
  id: string;
  direction: 'inbound' | 'outbound' | 'note';
  type: MessageType;
  text: string;
  at: number;
  /** What WhatsApp said its time was, where that still lay ahead when it came. */
  saidAt?: number;
  /** Null for inbound messages and notes. */
  status: DeliveryStatus | null;
  author: MessageAuthor;
  /** Why WhatsApp keeps it back, and since when, ms; null when it does not. */
  held: { reason: HoldReason; since: number } | null;
  /** Set when it failed: the provider's code, our sentence for it, the buttons to offer. */
  failure: { code: string; sentence: string; wayOut: WayOutAction[] } | null;
  /** Until when a queued message may be taken back, ms; null once it may not. */
  undoUntil: number | null;
  quoted: QuotedModel | null;
  media: MediaModel | null;
  content: MessageContent;
  reactions: ReactionModel[];
  isForwarded: boolean;
  referral: ReferralModel | null;
  editedAt: number | null;
  deletedAt: number | null;
};

/** One quiet line in the thread: assigned, stage moved, snoozed. `parts` in bold are names and stages. */
export type SystemLineModel = {
  id: string;
  at: number;
  icon: 'assigned' | 'moved' | 'snoozed' | 'closed' | 'reopened' | 'paid' | 'tagged' | 'call' | 'other';
  parts: { text: string; isStrong: boolean }[];
};

/** What a bubble may ask of the screen around it. */
export type MessageActions = {
  onwayout: (message: MessageModel, action: WayOutAction) => void;
  onquote?: (message: MessageModel) => void;
  onreact?: (message: MessageModel, emoji: string) => void;
  onjump?: (messageId: string) => void;
  onopenimage: (message: MessageModel) => void;
  /** Only for those who may see numbers whole: the message's cards with theirs, null when they could not be had. */
  onshownumbers?: (messageId: string) => Promise<ContactCardModel[] | null>;
};
