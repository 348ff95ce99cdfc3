import type { PersonModel } from '#lib/ui/person.ts';

/** One way the world names a contact, masked by the viewer's role. */
export type IdentityModel = {
  id: string;
  kind: 'whatsapp' | 'phone' | 'email' | 'businessId' | 'username';
  /** Whole once somebody who may has asked for it. */
  masked: string;
  canReveal: boolean;
  /** Until when it was theirs; null while it is. */
  until: number | null;
};

/** The number went to somebody else, or came from them. */
export type NumberChangeModel = {
  kind: 'passedOn' | 'taken';
  at: number;
  /** The thread of the other one; null where it is not known. */
  otherHref: string | null;
};

/** Two records that were put together. `who`: of whom the other was; `by`: empty when it was the provider's word. */
export type JoinedModel = { who: string; by: string; at: number; mayPart: boolean };

/** The record panel's contact and what hangs on it. Times are ms. */
export type RecordModel = {
  id: string;
  name: string;
  initials: string;
  hue: number;
  /** What the contact calls themselves on WhatsApp; null when it is the same as the name. */
  profileName: string | null;
  identities: IdentityModel[];
  numberChange: NumberChangeModel | null;
  joined: JoinedModel | null;
  /** The advertisement or post they last came by, as far as the thread shows. */
  cameBy: { kind: 'ad' | 'post'; headline: string; at: number } | null;
  responsible: PersonModel | null;
  languageName: string | null;
  /** Since when they have asked not to be written to; null when they have not. */
  optedOutAt: number | null;
  consent: { service: boolean; marketing: 'given' | 'refused' | 'unknown' };
  tags: string[];
  conversations: {
    id: string;
    href: string;
    title: string;
    colour: number;
    status: 'open' | 'snoozed' | 'closed';
    at: number;
  }[];
  notes: { id: string; authorName: string; text: string; at: number }[];
  history: {
    id: string;
    icon: 'assigned' | 'moved' | 'snoozed' | 'closed' | 'reopened' | 'paid' | 'tagged' | 'call' | 'other';
    parts: { text: string; isStrong: boolean }[];
    at: number;
  }[];
};

/** What the panel may ask; an absent callback hides its control. */
export type RecordActions = {
  onrename?: (name: string) => void;
  /** Both are one person: absent for those who may not say so. */
  onjoin?: () => void;
  /** They are two after all. */
  onpart?: () => void;
  onreveal?: (identityId: string) => void;
  onaddtag?: (tag: string) => void;
  onremovetag?: (tag: string) => void;
  onaddnote?: () => void;
  onopencontact?: () => void;
  /** On a phone and where the panel overlays. */
  onclose?: () => void;
};
