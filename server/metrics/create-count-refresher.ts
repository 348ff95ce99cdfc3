import type { Pool } from 'pg';

export type CountRefresher = {
  /** Something about this workspace's conversations changed: its live counts follow within a second or so. */
  mark: (workspaceId: string) => void;
  /** Resolves once a refresh that is under way has ended. */
  stop: () => Promise<void>;
};

type Line = {
  inboxId: string;
  assigneeId: string | null;
  status: string;
  waitingOn: string;
  troubled: boolean;
  count: number;
  /** Nobody has answered this opening, and the promise to is broken. */
  firstLate?: boolean;
  escalated?: boolean;
  /** Snoozed until some time today, by the business's calendar. */
  dueToday?: boolean;
};

const READ = `
  select inbox_id as "inboxId", assignee_id as "assigneeId", status, waiting_on as "waitingOn", troubled_count > 0 as troubled,
    coalesce(breach = 'first', false) as "firstLate", escalated_at is not null as escalated,
    coalesce(status = 'snoozed' and snoozed_until < (select (date_trunc('day', now() at time zone time_zone) + interval '1 day') at time zone time_zone
      from workspace where id = $1), false) as "dueToday", count(*)::int as count
  from conversation
  where workspace_id = $1 and (status in ('open', 'snoozed') or troubled_count > 0 or escalated_at is not null)
  group by 1, 2, 3, 4, 5, 6, 7, 8`;

const READ_MENTIONS = `
  select m.member_id as "memberId", count(distinct m.conversation_id)::int as count
  from mention m join conversation c on c.id = m.conversation_id
  where m.workspace_id = $1 and c.status <> 'closed' group by 1`;

// Only counts that differ are written: an unchanged count wakes no browser.
const WRITE = `
  with wanted as (select * from unnest($2::text[], $3::int[]) as w (key, count)),
  gone as (update view_count v set count = 0 where v.workspace_id = $1 and v.count <> 0 and v.key not in (select key from wanted))
  insert into view_count (workspace_id, key, count) select $1, key, count from wanted
  on conflict (workspace_id, key) do update set count = excluded.count where view_count.count <> excluded.count`;

const MIN_PAUSE_MS = 700;

/** The counts beside the views, by key. `mine:<member>` is one person's; the rest are per inbox, for a screen to add up. */
export function countsFrom(lines: readonly Line[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (key: string, n: number) => counts.set(key, (counts.get(key) ?? 0) + n);
  for (const line of lines) {
    const { inboxId, assigneeId, status, waitingOn, troubled, count } = line;
    if (line.escalated) add(`escalated:${inboxId}`, count);
    if (line.dueToday) add(`followUps:${inboxId}`, count);
    if (troubled) add(`troubled:${inboxId}`, count);
    if (status === 'snoozed') add(`snoozed:${inboxId}`, count);
    if (status !== 'open') continue;
    add(`open:${inboxId}`, count);
    if (assigneeId) add(`mine:${assigneeId}`, count);
    else add(`unassigned:${inboxId}`, count);
    if (waitingOn === 'us') add(`us:${inboxId}`, count);
    if (waitingOn === 'us' && !assigneeId) add(`noOwner:${inboxId}`, count);
    if (waitingOn === 'us' && line.firstLate) add(`firstLate:${inboxId}`, count);
    if (waitingOn === 'them') add(`them:${inboxId}`, count);
  }
  return counts;
}

export async function refreshCounts(pool: Pool, workspaceId: string): Promise<void> {
  const counts = countsFrom(
    (await pool.query<Line>({ name: 'read-counts', text: READ, values: [workspaceId] })).rows,
  );
  const mentions = await pool.query<{ memberId: string; count: number }>(READ_MENTIONS, [workspaceId]);
  for (const { memberId, count } of mentions.rows) counts.set(`mentions:${memberId}`, count);
  await pool.query({
    name: 'write-counts',
    text: WRITE,
    values: [workspaceId, [...counts.keys()], [...counts.values()]],
  });
}

/** Refreshes counts at a bounded pace, never once a message; the pause grows with what a refresh costs. */
export function createCountRefresher(pool: Pool, onError: (error: unknown) => void): CountRefresher {
  const dirty = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let pauseMs = MIN_PAUSE_MS;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    const startedAt = performance.now();
    const workspaceIds = [...dirty];
    dirty.clear();
    for (const id of workspaceIds) await refreshCounts(pool, id).catch(onError);
    pauseMs = Math.max(MIN_PAUSE_MS, (performance.now() - startedAt) * 20);
    timer = null;
    if (dirty.size > 0) schedule();
  }

  function schedule(): void {
    if (timer || isStopped) return;
    timer = setTimeout(() => {
      running = run();
    }, pauseMs);
    timer.unref();
  }

  return {
    mark(workspaceId) {
      dirty.add(workspaceId);
      schedule();
    },
    stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      return running;
    },
  };
}
