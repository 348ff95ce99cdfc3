import { askServer } from '#lib/session/ask-server.ts';
import type { Asked } from '#lib/session/ask-server.ts';
import type { Demo, MadeLink, OpenedLink, People } from '#schema/people.ts';
import type { MemberRole } from '#schema/tables.gen.ts';

type Invited = { name: string; email: string; role: MemberRole; inboxIds: string[] };
type Changed = { name: string; role: MemberRole; inboxIds: string[]; capacity: number };

const ALL = '/api/people';

/** What an admin asks about the people here. */
export const peopleApi = {
  list: () => askServer<People>(ALL),
  invite: (invited: Invited) => askServer<MadeLink>(`${ALL}/invitations`, invited),
  renew: (id: string) => askServer<MadeLink>(`${ALL}/invitations/${id}/renew`, {}),
  revoke: (id: string) => askServer(`${ALL}/invitations/${id}/revoke`, {}),
  change: (id: string, changed: Changed) => askServer(`${ALL}/${id}`, changed),
  remove: (id: string) => askServer(`${ALL}/${id}/remove`, {}),
  restore: (id: string) => askServer(`${ALL}/${id}/restore`, {}),
  offerPassword: (id: string) => askServer<MadeLink>(`${ALL}/${id}/password-link`, {}),
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
