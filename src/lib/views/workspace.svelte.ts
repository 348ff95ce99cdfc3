import { getContext, setContext } from 'svelte';
import { whoIsHere } from '#lib/presence/who-is-here.ts';
import { liveQuery } from '#lib/zero/live-query.svelte.ts';
import type { Session } from '#lib/session/session.svelte.ts';
import { queries } from '#schema/queries/index.ts';
import type {
  ConversationReadRow,
  InboxRow,
  MemberRow,
  PresenceRow,
  ReplyLeaseRow,
  ViewCountRow,
  WorkspaceRow,
} from '#schema/schema.ts';

const KEY = Symbol('workspace');
const READS_KEPT = 500;

/**
 * What every screen stands on, asked for once by the root layout and shared from there: people, inboxes, live counts,
 * presence, how far I have read.
 */
export function provideWorkspace(session: Session) {
  const workspaceRow = liveQuery<WorkspaceRow>(() => queries.workspace.current());
  const memberRows = liveQuery<readonly MemberRow[]>(() => queries.workspace.members());
  const inboxRows = liveQuery<readonly InboxRow[]>(() => queries.workspace.inboxes());
  const countRows = liveQuery<readonly ViewCountRow[]>(() => queries.workspace.viewCounts());
  const presenceRows = liveQuery<readonly PresenceRow[]>(() => queries.workspace.presence());
  const leaseRows = liveQuery<readonly ReplyLeaseRow[]>(() => queries.workspace.leases());
  const readRows = liveQuery<readonly ConversationReadRow[]>(() =>
    queries.conversation.myReads({ limit: READS_KEPT }),
  );

  const members = $derived(new Map((memberRows.data ?? []).map((m) => [m.id, m])));
  const counts = $derived(new Map((countRows.data ?? []).map((c) => [c.key, c.count])));
  const presence = $derived(
    whoIsHere(presenceRows.data ?? [], leaseRows.data ?? [], {
      members,
      myId: session.memberId,
    }),
  );
  const leases = $derived(new Map((leaseRows.data ?? []).map((lease) => [lease.conversationId, lease])));
  const reads = $derived(new Map((readRows.data ?? []).map((r) => [r.conversationId, r])));
  const inboxes = $derived(inboxRows.data ?? []);

  const workspace = {
    session,
    get row() {
      return workspaceRow.data;
    },
    get members() {
      return members;
    },
    get inboxes() {
      return inboxes;
    },
    get counts() {
      return counts;
    },
    get presence() {
      return presence;
    },
    /** Who holds each conversation's reply. */
    get leases() {
      return leases;
    },
    get reads() {
      return reads;
    },
    /** The live counts are there; before that, nothing is known to be none. */
    get isCounted() {
      return countRows.isComplete || counts.size > 0;
    },
    get isLoaded() {
      return memberRows.isComplete || members.size > 0;
    },
  };
  setContext(KEY, workspace);
  return workspace;
}

export type WorkspaceStore = ReturnType<typeof provideWorkspace>;

/** The shared store, for screens inside the root layout. */
export function useWorkspace(): WorkspaceStore {
  return getContext<WorkspaceStore>(KEY);
}
