import type { MemberRole } from './tables.gen.ts';

/** Somebody who works or worked in a business, as its admins read it. Instants in ms. */
export type Person = {
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  capacity: number;
  inboxIds: string[];
  invitedBy: string | null;
  changedBy: string | null;
  changedAt: number | null;
  deactivatedAt: number | null;
};

/** Somebody who was asked to join and has not yet. Instants in ms. */
export type Invitation = {
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  inboxIds: string[];
  invitedBy: string;
  createdAt: number;
  expiresAt: number;
};

export type People = { people: Person[]; invitations: Invitation[] };

/** The secret part of a new link: in the answer to its making and nowhere else, ever again. */
export type MadeLink = { id: string; token: string };

/** What a link is for, told to whoever opens it. */
export type OpenedLink = {
  kind: 'join' | 'password';
  name: string;
  email: string;
  role: MemberRole;
  workspaceName: string;
  invitedBy: string;
};

/** Who may sign in without having been invited: the people of a demo, where there is one. */
export type Demo = { password: string; people: { email: string; role: MemberRole }[] };
