import type { ChoiceMessage } from '#schema/domain/choice-message.ts';
import type { TemplatePart } from '#schema/domain/template-fields.ts';
import type { DeliveryStatus } from '#lib/ui/delivery-status.ts';
import type { PersonModel } from '#lib/ui/person.ts';
import type { QuotedModel } from './message.ts';
import type { ReadyFile } from './ready-file.ts';

export type ComposerMode = 'reply' | 'note';

/** Who may answer now. `free` means nobody has claimed it. */
export type LeaseModel = { kind: 'free' } | { kind: 'mine' } | { kind: 'other'; person: PersonModel };

/** A colleague's answer that landed before this draft was sent. Times are ms. */
export type FenceModel = { person: PersonModel; text: string; at: number; status: DeliveryStatus };

/**
 * A file waiting in the composer; `uploaded` is 0–1 while it travels, null once it is on the server. `fault` says why it
 * cannot be sent, `canRetry` that only the way broke.
 */
export type AttachmentModel = {
  id: string;
  name: string;
  sizeBytes: number;
  uploaded: number | null;
  previewUrl: string | null;
  fault?: string | null;
  canRetry?: boolean;
};

/** One place of a template to fill in. `key` as the template check names it: "body:1". */
export type TemplateFieldModel = {
  key: string;
  label: string;
  value: string;
  suggestions: string[];
};

export type TemplateModel = {
  id: string;
  name: string;
  category: 'utility' | 'marketing' | 'authentication';
  /** As shown to people: "Swahili". */
  languageName: string;
  /** The kind of file it wants at its top; null when it wants none. */
  headerFile: 'image' | 'video' | 'document' | null;
  /** For the check before sending. */
  status: string;
  components: readonly TemplatePart[];
  header: string | null;
  body: string;
  footer: string | null;
  buttons: { label: string; isLink: boolean }[];
  fields: TemplateFieldModel[];
  /** Shown, not choosable: why, in a sentence. */
  whyNot: string | null;
};

/** A canned text, its variables filled for this contact. */
export type SavedReplyModel = { id: string; shortcut: string; title: string; text: string };

/** Everything the composer shows. */
export type ComposerModel = {
  conversationId: string;
  /** First name, for placeholders and sentences. */
  contactName: string;
  /** Null when the contact never wrote. */
  windowClosesAt: number | null;
  /** Until when everything is free, whatever the window says; null when it is not. */
  freeUntil: number | null;
  lease: LeaseModel;
  fence: FenceModel | null;
  isOffline: boolean;
  /** Since when the customer has asked not to be written to; null when they have not. */
  optedOutAt: number | null;
  quoted: QuotedModel | null;
  attachments: AttachmentModel[];
  templates: TemplateModel[];
  savedReplies: SavedReplyModel[];
  /** Who can be named in a note. */
  colleagues: readonly { id: string; name: string }[];
};

/** What the person asks of the screen around the composer. `text` is trimmed and never empty without attachments. */
export type ComposerActions = {
  onsend: (text: string) => void;
  onsendandclose: (text: string) => void;
  onnote: (text: string) => void;
  onmode: (mode: ComposerMode) => void;
  /** At each change of text, for the draft and for presence. */
  ontype: (text: string) => void;
  ontakeover: () => void;
  onreview: () => void;
  onsendanyway: (text: string) => void;
  ondiscard: () => void;
  onattach: (files: File[]) => void;
  onremoveattachment: (id: string) => void;
  onunquote: () => void;
  onsendtemplate: (templateId: string, values: Record<string, string>, header: ReadyFile | null) => void;
  /** Absent: the button is not shown. */
  onvoice?: () => void;
  onplace?: () => void;
  onchoices?: (kind: ChoiceMessage['kind']) => void;
  onpaymentrequest?: () => void;
  onretryattachment?: (id: string) => void;
  onlater?: (text: string) => void;
};

/** The most characters WhatsApp takes in one text. */
export const MOST_CHARACTERS = 4_096;
