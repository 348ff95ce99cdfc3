import { askServer } from '#lib/session/ask-server.ts';
import type { Asked } from '#lib/session/ask-server.ts';
import type { MemberRole } from '#schema/tables.gen.ts';

/** Instants in ms. */
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

type Invited = { name: string; email: string; role: MemberRole; inboxIds: string[] };
type Changed = { name: string; role: MemberRole; inboxIds: string[]; capacity: number };
type Made = { id: string; token: string };

const ALL = '/api/people';

/** What an admin asks about the people here. */
export const peopleApi = {
  list: () => askServer<People>(ALL),
  invite: (invited: Invited) => askServer<Made>(`${ALL}/invitations`, invited),
  renew: (id: string) => askServer<Made>(`${ALL}/invitations/${id}/renew`, {}),
  revoke: (id: string) => askServer(`${ALL}/invitations/${id}/revoke`, {}),
  change: (id: string, changed: Changed) => askServer(`${ALL}/${id}`, changed),
  remove: (id: string) => askServer(`${ALL}/${id}/remove`, {}),
  restore: (id: string) => askServer(`${ALL}/${id}/restore`, {}),
  offerPassword: (id: string) => askServer<Made>(`${ALL}/${id}/password-link`, {}),
};

/** What somebody asks who was handed a link. */
export const joinApi = {
  look: (token: string): Promise<Asked<OpenedLink>> => askServer('/api/join/look', { token }),
  use: (link: { token: string; name: string; password: string }): Promise<Asked<unknown>> =>
    askServer('/api/join', link),
};

/** What the sign-in page asks before anybody is known. */
export const doorApi = {
  look: (): Promise<Asked<{ demo: Demo | null }>> => askServer('/api/door'),
};

/** The link as it is handed over. */
export function linkOf({ token }: { token: string }): string {
  return `${location.origin}/join/${token}`;
}

/** Is or was anybody asked to come, besides the one who began? */
export function isSomebodyInvited({ people, invitations }: People): boolean {
  return people.length > 1 || invitations.length > 0;
}
