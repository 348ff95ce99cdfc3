import type { Hono } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
import { canAdminister } from '#schema/permissions.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import type { Log } from '../log.ts';
import { createApiKey, revokeApiKey, scopeSchema } from './api-key.ts';
import { createStaffApp, jsonOf } from './create-staff-app.ts';
import type { StaffEnv } from './create-staff-app.ts';
import { refuse } from './refuse.ts';

type Deps = { pool: Pool; whoIsAsking: WhoIsAsking; log: Log };

const NEW_KEY = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(scopeSchema).min(1).max(20),
});

// A revoked key stays on the list for a while, so that one sees that it is over and since when.
const LIST = `
  select k.id, k.name, k.hint, k.scopes, k.created_at as "createdAt", k.last_used_at as "lastUsedAt",
    k.revoked_at as "revokedAt", m.name as "createdBy"
  from api_key k left join member m on m.id = k.created_by_id
  where k.workspace_id = $1 and (k.revoked_at is null or k.revoked_at > now() - interval '30 days')
  order by (k.revoked_at is not null), k.created_at desc, k.id limit 200`;

/**
 * The API keys of a business, for its admins: `GET /`, `POST /`, `POST /:id/revoke`. A key is in the answer to its own
 * making and in no other answer, no log and no table.
 */
export function createKeyApp({ pool, whoIsAsking, log }: Deps): Hono<StaffEnv> {
  const app = createStaffApp({ whoIsAsking, may: canAdminister });

  app.get('/', async (c) => {
    const keys = await pool.query(LIST, [c.get('ctx').workspaceId]);
    return c.json({ items: keys.rows, scopes: scopeSchema.options });
  });

  app.post('/', async (c) => {
    const wanted = NEW_KEY.safeParse(await jsonOf(c));
    if (!wanted.success) return refuse(c, 'invalid_input');
    const { workspaceId, memberId } = c.get('ctx');
    const { name, scopes } = wanted.data;
    const made = await createApiKey(pool, {
      ...{ workspaceId, name, scopes: [...new Set(scopes)] },
      createdById: memberId,
    });
    log.info({ keyId: made.id, memberId }, 'an API key was made');
    return c.json(made, 201);
  });

  app.post('/:id/revoke', async (c) => {
    const id = c.req.param('id');
    if (!z.uuid().safeParse(id).success) return refuse(c, 'not_found');
    const { workspaceId, memberId } = c.get('ctx');
    if (!(await revokeApiKey(pool, { workspaceId, id }))) return refuse(c, 'not_found');
    log.info({ keyId: id, memberId }, 'an API key was revoked');
    return c.json({ id });
  });

  return app;
}
