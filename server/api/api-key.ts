import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';

export const SCOPES = [
  'contacts:read',
  'contacts:write',
  'conversations:read',
  'conversations:write',
  'messages:read',
  'messages:write',
] as const;

export type Scope = (typeof SCOPES)[number];

export const scopeSchema = z.enum(SCOPES);

/** Who is calling: one workspace, what they may do, and the name their work is signed with. */
export type Caller = {
  /** Id of the API key, or `bootstrap`. */
  id: string;
  workspaceId: string;
  name: string;
  scopes: ReadonlySet<string>;
};

const PREFIX = 'kazi_';
const USED_EVERY_MS = 60_000;

function hashKey(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}

/** Makes a key for a workspace. The key is in the answer and nowhere else, ever again. */
export async function createApiKey(
  tx: Queryable,
  k: { workspaceId: string; name: string; scopes: readonly Scope[]; createdById?: string | null },
): Promise<{ id: string; key: string }> {
  const id = uuidv7();
  const key = PREFIX + randomBytes(32).toString('base64url');
  await tx.query(
    `insert into api_key (id, workspace_id, name, key_hash, hint, scopes, created_by_id) values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, k.workspaceId, k.name, hashKey(key), key.slice(-4), k.scopes, k.createdById ?? null],
  );
  return { id, key };
}

/** Ends a key at once. False when the workspace has no such key in use. */
export async function revokeApiKey(
  tx: Queryable,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<boolean> {
  const ended = await tx.query(
    'update api_key set revoked_at = now() where id = $1 and workspace_id = $2 and revoked_at is null',
    [id, workspaceId],
  );
  return ended.rowCount === 1;
}

type KeyLine = { id: string; workspaceId: string; name: string; scopes: string[]; lastUsedAt: number | null };

const FIND = `
  select id, workspace_id as "workspaceId", name, scopes, last_used_at as "lastUsedAt"
  from api_key where key_hash = $1 and revoked_at is null`;

/**
 * Finds the caller behind a key, null when it is nobody's. The bootstrap key works without a row, for the first
 * workspace, with every scope. When a key was last used is written at most once a minute.
 */
export function createCallerFinder({
  db,
  bootstrapKey,
}: {
  db: Queryable;
  bootstrapKey: string | undefined;
}): (key: string, now: number) => Promise<Caller | null> {
  const bootstrapHash = bootstrapKey ? hashKey(bootstrapKey) : null;

  async function findBootstrap(): Promise<Caller | null> {
    const first = await db.query<{ id: string }>('select id from workspace order by created_at, id limit 1');
    const workspaceId = first.rows[0]?.id;
    return workspaceId ? { id: 'bootstrap', workspaceId, name: 'bootstrap', scopes: new Set(SCOPES) } : null;
  }

  return async function findCaller(key, now) {
    const hash = hashKey(key);
    if (bootstrapHash && timingSafeEqual(hash, bootstrapHash)) return findBootstrap();
    if (!key.startsWith(PREFIX)) return null;
    const found = await db.query<KeyLine>({ name: 'find-api-key', text: FIND, values: [hash] });
    const line = found.rows[0];
    if (!line) return null;
    if (line.lastUsedAt === null || now - line.lastUsedAt >= USED_EVERY_MS) {
      await db.query(
        `update api_key set last_used_at = to_timestamp($2::float8 / 1000)
         where id = $1 and (last_used_at is null or last_used_at <= to_timestamp(($2::float8 - $3) / 1000))`,
        [line.id, now, USED_EVERY_MS],
      );
    }
    return { id: line.id, workspaceId: line.workspaceId, name: line.name, scopes: new Set(line.scopes) };
  };
}
