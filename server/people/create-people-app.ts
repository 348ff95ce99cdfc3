import type { Hono } from 'hono';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { Context } from '#schema/context.ts';
import { Refusal } from '#schema/errors.ts';
import { canAdminister } from '#schema/permissions.ts';
import { createStaffApp, jsonOf } from '../api/create-staff-app.ts';
import type { StaffContext, StaffEnv } from '../api/create-staff-app.ts';
import { answerOrRefuse } from '../api/refuse.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { Log } from '../log.ts';
import { changePerson } from './change-person.ts';
import { invitePerson } from './invite-person.ts';
import { listPeople } from './list-people.ts';
import { offerPassword } from './offer-password.ts';
import { removePerson, restorePerson } from './remove-person.ts';
import { renewLink, revokeLink } from './renew-link.ts';

type Deps = {
  pool: Pool;
  whoIsAsking: WhoIsAsking;
  log: Log;
  now: () => number;
  onChanged: (workspaceId: string) => void;
};

const name = z.string().trim().min(1).max(80);
const role = z.enum(['agent', 'manager', 'admin']);
const inboxIds = z.array(z.uuid()).max(200);
const INVITED = z.object({ name, email: z.string().trim().toLowerCase().pipe(z.email()), role, inboxIds });
const CHANGED = z.object({
  name: name.optional(),
  role: role.optional(),
  capacity: z.number().int().min(1).max(1000).optional(),
  inboxIds: inboxIds.optional(),
});

type Work<T> = (tx: PoolClient, ctx: Context, id: string) => Promise<T>;

/**
 * The people of a business, for its admins: `GET /`, `POST /:id` (what is named is changed), `POST /:id/remove`,
 * `/:id/restore`, `/:id/password-link`; `POST /invitations`, `/invitations/:id/renew`, `/invitations/:id/revoke`. The secret
 * part of a link is in the answer to its own making and in no other answer, no log and no table.
 */
export function createPeopleApp({ pool, whoIsAsking, log, now, onChanged }: Deps): Hono<StaffEnv> {
  const app = createStaffApp({ whoIsAsking, may: canAdminister });

  /** One change in one transaction, by the id in the address where there is one. */
  function change<T extends object | void>(c: StaffContext, line: string, work: Work<T>): Promise<Response> {
    return answerOrRefuse(c, async () => {
      const ctx = c.get('ctx');
      const id = c.req.param('id') ?? null;
      if (id !== null && !z.uuid().safeParse(id).success) throw new Refusal('not_found');
      const done = await inTransaction(pool, (tx) => work(tx, ctx, id ?? ''));
      log.info({ aboutId: id, memberId: ctx.memberId }, line);
      onChanged(ctx.workspaceId);
      return done ?? { id };
    });
  }

  app.get('/', async (c) => c.json(await listPeople(pool, c.get('ctx').workspaceId)));

  app.post('/invitations', async (c) => {
    const said = INVITED.safeParse(await jsonOf(c));
    return change(c, 'somebody was invited', async (tx, ctx) => {
      if (!said.success) throw new Refusal('invalid_input');
      return invitePerson(tx, ctx, { ...said.data, now: now() });
    });
  });
  app.post('/invitations/:id/renew', (c) =>
    change(c, 'an invitation was made anew', (tx, ctx, id) => renewLink(tx, ctx, { id, now: now() })),
  );
  app.post('/invitations/:id/revoke', (c) =>
    change(c, 'an invitation was taken back', (tx, ctx, id) => revokeLink(tx, ctx, { id, now: now() })),
  );

  app.post('/:id', async (c) => {
    const said = CHANGED.safeParse(await jsonOf(c));
    return change(c, 'a member was changed', async (tx, ctx, id) => {
      if (!said.success) throw new Refusal('invalid_input');
      await changePerson(tx, ctx, { id, change: said.data, now: now() });
    });
  });
  app.post('/:id/remove', (c) =>
    change(c, 'a member was taken out', (tx, ctx, id) => removePerson(tx, ctx, { id, now: now() })),
  );
  app.post('/:id/restore', (c) =>
    change(c, 'a member was let in again', (tx, ctx, id) => restorePerson(tx, ctx, { id, now: now() })),
  );
  app.post('/:id/password-link', (c) =>
    change(c, 'a member may choose a new password', (tx, ctx, id) =>
      offerPassword(tx, ctx, { id, now: now() }),
    ),
  );

  return app;
}
