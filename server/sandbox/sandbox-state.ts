/** How a customer appears in webhooks: number and id, or id only, with the number's keys left out or empty. */
export type IdentityMode = 'phone' | 'hiddenAbsent' | 'hiddenEmpty';

/** `offline`: messages stop at one tick. `online`: two. `reads`: has the chat open, blue at once. */
export type Presence = 'online' | 'offline' | 'reads';

export interface SandboxCustomer {
  id: string;
  name: string;
  /** Digits without plus. Null for someone we only ever addressed by id. */
  phone: string | null;
  userId: string | null;
  username: string | null;
  identityMode: IdentityMode;
  presence: Presence;
  avatarHue: number;
  note: string;
  /** A stranger is someone the business wrote to first: we cannot know their window, so it is not enforced. */
  origin: 'invented' | 'added' | 'new' | 'stranger';
  /** Last message to the business, ms, by phone number id. */
  wroteAt: Record<string, number>;
}

export type ChatStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'played' | 'failed';

export interface MessagePlan {
  failCode?: number;
  /** The provider's word for keeping it back, and for how long. */
  heldAs?: 'held_for_quality_assessment' | 'paused';
  heldMs?: number;
  isSilent?: boolean;
  skipsDelivered?: boolean;
  isShuffled?: boolean;
  alsoFails?: boolean;
  lateMs?: number;
  isDoubled?: boolean;
}

export interface ChatMessage {
  id: string;
  customerId: string;
  phoneNumberId: string;
  direction: 'toCustomer' | 'toBusiness';
  at: number;
  type: string;
  text: string | null;
  mediaId: string | null;
  mediaLink: string | null;
  mimeType: string | null;
  fileName: string | null;
  location: { latitude: number; longitude: number; name: string | null; address: string | null } | null;
  header: string | null;
  footer: string | null;
  /** What the customer can tap: `id` is what travels back. */
  choices: {
    kind: 'template' | 'button' | 'listRow' | 'link';
    id: string;
    title: string;
    description: string | null;
  }[];
  replyToId: string | null;
  reactions: { customer: string | null; business: string | null };
  status: ChatStatus;
  errorCode: number | null;
  opaque: string | null;
  pricing: { billable: boolean; category: string; type: string } | null;
  plan: MessagePlan;
}

export interface SandboxMedia {
  id: string;
  mimeType: string;
  fileName: string | null;
  sha256Hex: string;
  sizeBytes: number;
  createdAt: number;
}

export interface SandboxTemplate {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  parameter_format: 'POSITIONAL' | 'NAMED';
  components: Record<string, unknown>[];
}

export interface PendingWebhook {
  id: string;
  body: string;
  attempts: number;
}

export interface SandboxState {
  customers: Map<string, SandboxCustomer>;
  customerByPhone: Map<string, SandboxCustomer>;
  customerByUserId: Map<string, SandboxCustomer>;
  chats: Map<string, ChatMessage[]>;
  messages: Map<string, ChatMessage>;
  media: Map<string, SandboxMedia>;
  mediaBytes: Map<string, Uint8Array<ArrayBuffer>>;
  templates: SandboxTemplate[];
  pendingWebhooks: Map<string, PendingWebhook>;
}

/** Older bubbles fall off a phone's chat beyond this; a load test must not eat the memory. */
const MAX_CHAT = 300;

export function createState(): SandboxState {
  return {
    customers: new Map(),
    customerByPhone: new Map(),
    customerByUserId: new Map(),
    chats: new Map(),
    messages: new Map(),
    media: new Map(),
    mediaBytes: new Map(),
    templates: [],
    pendingWebhooks: new Map(),
  };
}

/** Adds or replaces a customer and keeps both indexes. */
export function putCustomer(state: SandboxState, customer: SandboxCustomer): void {
  state.customers.set(customer.id, customer);
  if (customer.phone !== null) state.customerByPhone.set(customer.phone, customer);
  if (customer.userId !== null) state.customerByUserId.set(customer.userId, customer);
}

/** Appends a bubble to its customer's chat. */
export function addMessage(state: SandboxState, message: ChatMessage): void {
  const chat = state.chats.get(message.customerId) ?? [];
  chat.push(message);
  state.chats.set(message.customerId, chat);
  state.messages.set(message.id, message);
  if (chat.length <= MAX_CHAT) return;
  const dropped = chat.shift();
  if (dropped !== undefined) state.messages.delete(dropped.id);
}

/** A bubble with everything empty, to be filled by its maker. */
export function blankMessage(
  start: Pick<ChatMessage, 'id' | 'customerId' | 'phoneNumberId' | 'direction' | 'at' | 'type'>,
): ChatMessage {
  return {
    ...start,
    text: null,
    mediaId: null,
    mediaLink: null,
    mimeType: null,
    fileName: null,
    location: null,
    header: null,
    footer: null,
    choices: [],
    replyToId: null,
    reactions: { customer: null, business: null },
    status: 'accepted',
    errorCode: null,
    opaque: null,
    pricing: null,
    plan: {},
  };
}
