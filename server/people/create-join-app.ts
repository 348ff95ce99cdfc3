import { Hono } from 'hono';
import type { Pool } from 'pg';
import { z } from 'zod';
import { PASSWORD_LEAST, PASSWORD_MOST } from '#schema/domain/password-limits.ts';
import { jsonOf } from '../api/create-staff-app.ts';
import { createCallLimit } from '../api/limit-calls.ts';
import { answerOrRefuse, refuse } from '../api/refuse.ts';
import type { Auth } from '../auth/create-auth.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { isSameOrigin } from '../journal/create-journal-app.ts';
import type { Log } from '../log.ts';
import { showLink, takeUpLink } from './use-link.ts';

type Deps = {
  pool: Pool;
  auth: Auth;
  log: Log;
  now: () => number;
  onChanged: (workspaceId: string) => void;
  peerAddress: (request: Request) => string | undefined;
};

const OPENED = z.object({ token: z.string().min(20).max(100) });
const TAKEN_UP = OPENED.extend({
  name: z.string().trim().min(1).max(80),
  password: z.string().min(PASSWORD_LEAST).max(PASSWORD_MOST),
});

/** As many tries as a sign-in is given. */
const TRIES = { perSecond: 1, burst: 60 };

/**
 * The door of whoever was handed a link, for our own page only: `POST /look` says what it is for, `POST /` uses it up and
 * signs in. The secret travels in the body, never in an address of ours.
 */
export function createJoinApp({ pool, auth, log, now, onChanged, peerAddress }: Deps): Hono {
  const app = new Hono();
  const tries = createCallLimit(TRIES);

  app.use('*', async (c, next) => {
    c.header('cache-control', 'no-store');
    if (!isSameOrigin(c.req.raw)) return refuse(c, 'forbidden');
    if (tries.take(peerAddress(c.req.raw) ?? '', now()) > 0) return refuse(c, 'rate_limited');
    return next();
  });

  app.post('/look', async (c) => {
    const opened = OPENED.safeParse(await jsonOf(c));
    if (!opened.success) return refuse(c, 'link_unknown');
    return answerOrRefuse(c, () => inTransaction(pool, (tx) => showLink(tx, { ...opened.data, now: now() })));
  });

  app.post('/', async (c) => {
    const wanted = TAKEN_UP.safeParse(await jsonOf(c));
    if (!wanted.success) return refuse(c, 'invalid_input');
    return answerOrRefuse(c, async () => {
      const { email, memberId, workspaceId } = await inTransaction(pool, (tx) =>
        takeUpLink(tx, { ...wanted.data, now: now() }),
      );
      log.info({ memberId }, 'a link was used');
      onChanged(workspaceId);
      const { password } = wanted.data;
      const signedIn = await auth.api.signInEmail({
        ...{ body: { email, password }, headers: c.req.raw.headers, asResponse: true },
      });
      for (const cookie of signedIn.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
      return { memberId };
    });
  });

  return app;
}
