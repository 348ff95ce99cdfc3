import type { PresenceModel } from '#lib/ui/person.ts';
import type { DeliveryStatus } from '#lib/ui/delivery-status.ts';

/** What the last message was, for the icon before the preview. `text` has none. */
export type PreviewKind =
  | 'text'
  | 'voice'
  | 'audio'
  | 'image'
  | 'video'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contacts'
  | 'order'
  | 'call'
  | 'rule'
  | 'note'
  | 'unknown';

/** One row of the conversation list, ready to draw. Times are ms. */
export type ConversationRowModel = {
  id: string;
  /** The contact's name, or their masked number when nobody has named them. */
  name: string;
  initials: string;
  hue: number;
  /** The assignee's badge; null draws the dashed ring of "no owner". */
  ownerInitials: string | null;
  ownerHue: number;
  ownerName: string | null;
  /** The last words without marks; for media the caption, or empty. */
  preview: string;
  previewKind: PreviewKind;
  /** Who spoke: null for the contact, `'you'` for oneself, otherwise a first name or a rule's name. */
  previewWho: 'you' | (string & {}) | null;
  /** Length of a voice note in the preview. */
  previewDurationMs: number | null;
  at: number;
  unread: number;
  windowClosesAt: number | null;
  late: 'none' | 'onTime' | 'soon' | 'late';
  presence: PresenceModel[];
  failed: boolean;
  unconfirmed: boolean;
  /** Delivery of the last message when it was ours, null otherwise. */
  status: DeliveryStatus | null;
  stage: { colour: number; name: string } | null;
  money: { kind: 'due' | 'paid' | 'short' | 'asked'; amountMinor: number; currency: string } | null;
  /** Which heading it stands under. */
  waitingOn: 'us' | 'customer';
  hasDraft: boolean;
  /** Asked not to be written to. */
  optedOut: boolean;
};
