/** Flat records of the demo business, ready to be written as rows. Every `…At` and `at` is an instant in ms. */
export type DemoData = {
  members: DemoMember[];
  inboxes: DemoInbox[];
  contacts: DemoContact[];
  conversations: DemoConversation[];
  savedReplies: DemoSavedReply[];
  templates: DemoTemplate[];
};

export type DemoMember = {
  key: string;
  name: string;
  email: string;
  role: 'admin' | 'manager' | 'agent';
  availability: 'online' | 'away';
  inboxes: string[];
};

export type DemoInbox = { key: string; name: string; description: string };

export type DemoContact = {
  key: string;
  name: string;
  profileName: string;
  /** E.164 with a plus, invented; null when the person hides the number and only `userId` names them. */
  phone: string | null;
  userId: string;
  hiddenPhone: boolean;
  language: 'en' | 'sw';
  tags: string[];
  responsible: string | null;
  note: string | null;
};

export type ConversationStatus = 'open' | 'snoozed' | 'closed';
export type Priority = 'low' | 'normal' | 'high' | 'urgent';

export const CLOSED_REASONS = [
  'sold',
  'answered',
  'resolved',
  'delivered',
  'no_reply',
  'wrong_number',
  'spam',
] as const;
export type ClosedReason = (typeof CLOSED_REASONS)[number];

export type DemoConversation = {
  key: string;
  contact: string;
  inbox: string;
  assignee: string | null;
  status: ConversationStatus;
  snoozedUntilAt: number | null;
  closedReason: ClosedReason | null;
  priority: Priority;
  messages: DemoMessage[];
  activities: DemoActivity[];
};

export type MessageType =
  | 'text'
  | 'image'
  | 'audio'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contacts'
  | 'order'
  | 'template'
  | 'button'
  | 'unsupported';

export type DeliveryStatus = 'unconfirmed' | 'sent' | 'delivered' | 'read' | 'failed';

export type DemoReaction = { emoji: string; by: string; at: number };

export type DemoMedia = {
  file: string;
  mimeType: string;
  fileName?: string;
  durationMs?: number;
  width?: number;
  height?: number;
  /** Forty loudness values, 0 to 31, for voice notes. */
  waveform?: number[];
};

export type DemoMessage = {
  id: string;
  at: number;
  direction: 'inbound' | 'outbound' | 'note';
  type: MessageType;
  text: string | null;
  /** A member key, `customer`, `phone_app`, or `rule:` followed by the rule's name. */
  author: string;
  status?: DeliveryStatus;
  failure?: { code: number; title: string };
  quotedId?: string;
  reactions?: DemoReaction[];
  media?: DemoMedia;
  content?: Record<string, unknown>;
  mentions?: string[];
  editedAt?: number;
  deletedAt?: number;
};

export type ActivityKind = 'assigned' | 'closed' | 'reopened' | 'snoozed' | 'transferred' | 'claimed';

export type DemoActivity = {
  at: number;
  kind: ActivityKind;
  /** A member key, `customer`, or `rule:` followed by the rule's name. */
  actor: string;
  data: Record<string, string | number | null>;
};

export type DemoSavedReply = {
  key: string;
  shortcut: string;
  title: string;
  language: 'en' | 'sw';
  text: string;
};

export type DemoTemplate = {
  name: string;
  language: 'en' | 'sw';
  category: 'UTILITY' | 'MARKETING';
  status: 'APPROVED';
  components: Record<string, unknown>[];
};
