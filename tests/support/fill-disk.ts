import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Pool } from 'pg';
import { isAlive } from '#server/launch/process-identity.ts';

const MIB = 1024 * 1024;

/** No file of the database may pass this while its tables cannot grow: whole WAL segments still fit. */
export const TABLES_FULL_BYTES = 16 * MIB;
/** With this one even the WAL segment in use cannot be written on. */
export const WAL_FULL_BYTES = MIB;

/** Only where the kernel lets one process bound the files of another. */
export const canFillDisk =
  process.platform === 'linux' && spawnSync('prlimit', ['--version'], { stdio: 'ignore' }).status === 0;

/**
 * From here on no file of this process, of its children and of what they start may grow beyond `bytes`: a write past it
 * fails, as on a full disk. PostgreSQL and Node ignore the signal that goes with it.
 */
export function fillDisk(pid: number, bytes: number): void {
  bound(pid, String(bytes));
}

/** There is room again. */
export function freeDisk(pid: number): void {
  bound(pid, 'unlimited');
}

function bound(pid: number, soft: string): void {
  // One that is forked between two looks is found by the second.
  for (let look = 0; look < 2; look++) for (const one of [pid, ...childrenOf(pid)]) setLimit(one, soft);
}

/** Asked for by the one who runs the process: another's limits are not even root's to change everywhere. */
function setLimit(pid: number, soft: string): void {
  const owner = statSync(`/proc/${pid}`, { throwIfNoEntry: false });
  if (!owner) return;
  const { uid, gid } = owner;
  const ended = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${soft}:unlimited`], {
    uid,
    gid,
    cwd: '/',
  });
  if (ended.status !== 0 && isAlive(pid)) throw new Error(`no limit for ${pid}: ${String(ended.stderr)}`);
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

/** Bounds the files this very process and everything it starts from now on may write; null: no more. */
export function fillOwnDisk(bytes: number | null): void {
  setLimit(process.pid, bytes === null ? 'unlimited' : String(bytes));
}

// Rows of nearly two kilobytes that no compression shrinks, so that they stay in the table itself.
const ROWS = 9_000;
const NOISE = randomBytes(1_400).toString('base64');

/** A past that has filled the journal beyond what `TABLES_FULL_BYTES` allows. */
export async function growJournal(pool: Pool): Promise<void> {
  await pool.query(
    `insert into provider_event (provider, body_hash, body, state, processed_at)
     select 'past', n::text::bytea, convert_to($1, 'utf8'), 'processed', now() from generate_series(1, ${ROWS}) n`,
    [NOISE],
  );
}

/** The same for the messages, while the journal has room. */
export async function growInbox(pool: Pool, workspaceId: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local session_replication_role = replica`);
    await client.query(
      `insert into message (id, workspace_id, conversation_id, direction, type, content, status, author_kind, at)
       select gen_random_uuid(), $1, gen_random_uuid(), 'inbound', 'text', to_jsonb($2::text), 'received', 'customer', now()
       from generate_series(1, ${ROWS}) n`,
      [workspaceId, NOISE],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Writes on until the WAL segment in use is filled beyond what `WAL_FULL_BYTES` allows. */
export async function growWal(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ at: string }>(
      `select ((pg_current_wal_insert_lsn() - '0/0') % ${16 * MIB})::text as at`,
    );
    if (Number(rows[0]?.at) > 2 * WAL_FULL_BYTES) return;
    await pool.query(`select pg_logical_emit_message(false, 'room', repeat('x', ${MIB / 2}))`);
  }
}
