/** Who a piece of an event belongs to. Route by `phoneNumberId`; both may be missing on account notices. */
export interface EventOrigin {
  wabaId: string | null;
  phoneNumberId: string | null;
}

/** A provider error as it comes in answers, messages, statuses and whole values. Only the code is certain. */
export interface ProviderError {
  code: number | null;
  title: string | null;
  details: string | null;
}

/**
 * The person on the other side. Every key may be missing: numbers can be hidden and old bodies carry no user id.
 * `phone` and `waId` are digits without plus. `username` has no `@` and can change hands: never a key.
 */
export interface Person {
  phone?: string;
  waId?: string;
  userId?: string;
  parentUserId?: string;
  username?: string;
  profileName?: string;
  countryCode?: string;
  identityKeyHash?: string;
}

export interface ContactCard {
  name: string | null;
  company: string | null;
  phones: { phone: string; waId: string | null; type: string | null }[];
  emails: string[];
  addresses: string[];
  urls: string[];
  birthday: string | null;
  vcard: string | null;
  /** `contact_request` when the person answered our request for their number. */
  origin: string | null;
}

/** Quantities and prices are decimal text: JSON numbers such as 15.5 must not be summed as floats. */
export interface OrderItem {
  productId: string | null;
  quantity: string;
  itemPrice: string;
  currency: string | null;
}

export type MessageContent =
  | { kind: 'text'; body: string }
  | { kind: 'image' | 'video' | 'document'; caption: string | null }
  | { kind: 'audio' | 'voice' | 'sticker' }
  | {
      kind: 'location';
      latitude: number | null;
      longitude: number | null;
      name: string | null;
      address: string | null;
      url: string | null;
    }
  | { kind: 'contacts'; cards: ContactCard[] }
  | { kind: 'button'; label: string | null; payload: string | null }
  | { kind: 'buttonReply'; id: string | null; title: string | null }
  | { kind: 'listReply'; id: string | null; title: string | null; description: string | null }
  | { kind: 'flowReply'; name: string | null; body: string | null; responseJson: string | null }
  | { kind: 'callPermission'; isAccepted: boolean; isPermanent: boolean; expiresAt: number | null }
  | { kind: 'order'; catalogId: string | null; note: string | null; items: OrderItem[] }
  | { kind: 'requestWelcome' }
  | { kind: 'unsupported'; reportedType: string | null }
  | { kind: 'unknown'; reportedType: string };

export type MessageType = MessageContent['kind'];

/** A file Meta holds for us. `url` lives five minutes, the id seven days: fetch at once. `sha256` as given. */
export interface MessageMedia {
  providerMediaId: string;
  mimeType: string;
  sha256?: string;
  fileName?: string;
  url?: string;
  voice: boolean;
  animated: boolean;
}

export interface MessageContext {
  repliedToProviderId?: string;
  forwarded?: boolean;
  frequentlyForwarded?: boolean;
  referredProduct?: { catalogId: string | null; productId: string | null };
}

/** The advertisement or post that brought the person here. `clickId` is missing for some placements. */
export interface Referral {
  sourceUrl: string | null;
  sourceId: string | null;
  sourceType: string | null;
  headline: string | null;
  body: string | null;
  mediaType: string | null;
  imageUrl: string | null;
  videoUrl: string | null;
  thumbnailUrl: string | null;
  clickId: string | null;
  welcomeText: string | null;
}

/** What a message says, whoever wrote it. `text` is its words or caption, null when it has none. */
export interface MessageBody {
  type: MessageType;
  text: string | null;
  content: MessageContent;
  media?: MessageMedia;
  context?: MessageContext;
  referral?: Referral;
  /** The send time as it was said, in ms, where it cannot be. */
  saidAt?: number;
  errors: ProviderError[];
}

/** `sentAt` is the person's own send time in ms, never the time of arrival unless that time lay ahead of it. */
export interface MessageItem extends EventOrigin, MessageBody {
  kind: 'message';
  providerMessageId: string;
  sentAt: number;
  sender: Person;
  groupId?: string;
}

/** A message a colleague wrote in the WhatsApp Business app on the same number. */
export interface EchoItem extends EventOrigin, MessageBody {
  kind: 'echo';
  providerMessageId: string;
  sentAt: number;
  recipient: Person;
}

/** Old messages handed over when a phone-app number is connected. Shown, never turned into work. */
export interface HistoryItem extends EventOrigin {
  kind: 'history';
  messages: (MessageBody & {
    direction: 'inbound' | 'outbound';
    providerMessageId: string;
    sentAt: number;
    person: Person;
    status: string | null;
  })[];
  phase: number | null;
  progress: number | null;
  errors: ProviderError[];
}

export interface StatusItem extends EventOrigin {
  kind: 'status';
  providerMessageId: string;
  status: 'sent' | 'delivered' | 'read' | 'played' | 'failed' | (string & {});
  at: number;
  recipient: { phone?: string; userId?: string; groupId?: string };
  opaque?: string;
  errors: ProviderError[];
  pricing?: {
    category: string | null;
    type: string | null;
    model: string | null;
    isBillable: boolean | null;
  };
}

/** `emoji` null: the reaction was taken back. `isOurs`: a colleague reacted in the phone app. */
export interface ReactionItem extends EventOrigin {
  isOurs?: true;
  kind: 'reaction';
  providerMessageId: string;
  targetProviderMessageId: string;
  emoji: string | null;
  sentAt: number;
  sender: Person;
  groupId?: string;
}

export interface EditItem extends EventOrigin, MessageBody {
  kind: 'edit';
  providerMessageId: string;
  originalProviderMessageId: string;
  editedAt: number;
  sender: Person;
}

export interface RevokeItem extends EventOrigin {
  kind: 'revoke';
  providerMessageId: string;
  originalProviderMessageId: string;
  revokedAt: number;
  sender: Person;
}

/** The person's identity changed. `sender` is who they were, `becomes` what is new about them. */
export interface SystemItem extends EventOrigin {
  kind: 'system';
  providerMessageId: string;
  sentAt: number;
  change: 'number' | 'userId' | 'identity' | 'other';
  systemType: string;
  body: string | null;
  sender: Person;
  becomes: { phone?: string; userId?: string; identityKeyHash?: string };
}

/** `opensWindow` when the person called us: a call counts like a message for the session window. */
export interface CallItem extends EventOrigin {
  kind: 'call';
  callId: string;
  event: string;
  at: number;
  opensWindow: boolean;
  person: Person;
  /** Told when it has ended: when it was begun, and how long the two sides talked; 0 when they did not. */
  startedAt?: number;
  durationMs?: number;
}

export type AccountTopic =
  | 'templateStatus'
  | 'templateQuality'
  | 'templateCategory'
  | 'templateComponents'
  | 'phoneQuality'
  | 'phoneName'
  | 'capability'
  | 'accountUpdate'
  | 'alert'
  | 'review'
  | 'security'
  | 'businessUsername'
  | 'other';

/** `details` keeps the notice flat (`ban_info.waba_ban_state` → text) for a person to read. */
export interface AccountItem extends EventOrigin {
  kind: 'account';
  field: string;
  topic: AccountTopic;
  at: number | null;
  severity: 'info' | 'warning' | 'critical';
  summary: string;
  /** The template, or the number, it is about. */
  subject: string | null;
  /** What was decided, in the provider's words, the most telling first. */
  verdict: string[];
  template?: {
    id: string | null;
    name: string | null;
    /** Underscore form, as a send wants it. */
    language: string | null;
    status: string | null;
    category: string | null;
    nextCategory: string | null;
    quality: string | null;
    reason: string | null;
  };
  details: Record<string, string>;
}

/** What the person told WhatsApp about marketing from us. `stop`, `resume` or `signup`; others kept as they come. */
export interface UserPreferenceItem extends EventOrigin {
  kind: 'userPreference';
  person: Person;
  category: string;
  value: 'stop' | 'resume' | 'signup' | (string & {});
  at: number;
  detail: string | null;
}

export interface ValueErrorItem extends EventOrigin {
  kind: 'valueError';
  errors: ProviderError[];
}

export interface IgnoredItem extends EventOrigin {
  kind: 'ignored';
  field: string;
  reason: string;
}

export type EventItem =
  | MessageItem
  | EchoItem
  | HistoryItem
  | StatusItem
  | ReactionItem
  | EditItem
  | RevokeItem
  | SystemItem
  | CallItem
  | AccountItem
  | UserPreferenceItem
  | ValueErrorItem
  | IgnoredItem;

/** `faults` name the pieces that could not be read, with their place in the body; the rest is in `items`. */
export interface ParsedEvent {
  items: EventItem[];
  faults: string[];
  /** How our own numbers are written, by phone number id. */
  numbers: Map<string, string>;
}
