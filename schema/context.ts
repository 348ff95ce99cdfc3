import type { MemberRole } from './tables.gen.ts';

/**
 * Who is asking. The server derives it from the session cookie for every query and mutator;
 * a browser's own copy only shapes its optimistic view and is never believed.
 */
export type Context = {
  memberId: string;
  workspaceId: string;
  role: MemberRole;
  name: string;
  /** Inboxes this member may read; managers and admins read all of the workspace. */
  inboxIds: readonly string[] | 'all';
};
