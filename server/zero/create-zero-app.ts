import { mustGetMutator, mustGetQuery } from '@rocicorp/zero';
import { handleMutateRequest, handleQueryRequest } from '@rocicorp/zero/server';
import { zeroNodePg } from '@rocicorp/zero/server/adapters/pg';
import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Pool } from 'pg';
import { queries } from '#schema/queries/index.ts';
import { mendTexts } from '#schema/domain/mend-text.ts';
import { refusalIn } from '#schema/errors.ts';
import { schema } from '#schema/schema.ts';
import { retryTransient } from '../db/in-transaction.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import type { Log } from '../log.ts';
import { createClaimGate } from './claim-gate.ts';
import { refuseEarly, withEarlyRefusal } from './refuse-early.ts';
import { serverMutators } from './server-mutators.ts';
import { lockConversation } from './lock-conversation.ts';

export type ZeroAppDeps = {
  pool: Pool;
  whoIsAsking: WhoIsAsking;
  /** The secret zero-cache shows us; nobody else may call these two endpoints. */
  apiKey: string;
  now: () => number;
  log: Log;
  /** Told after each committed mutation, so that live counts follow. */
  onMutated: (workspaceId: string) => void;
};

/** Mutations that come every few seconds from every tab and change nobody's work. */
const PASSING = /^(presence|lease)\./;

/** The two endpoints zero-cache calls: which rows does this query mean, and may this mutation happen. */
export function createZeroApp({ pool, whoIsAsking, apiKey, now, log, onMutated }: ZeroAppDeps): Hono {
  const app = new Hono();
  const database = zeroNodePg(schema, pool);
  // The engine skips a mutation on any database error; "try again" from the database is ours to answer.
  const dbProvider: Pick<typeof database, 'transaction'> = {
    transaction: (callback, input) =>
      retryTransient(() =>
        database.transaction(
          (tx, hooks) => withEarlyRefusal(() => callback(tx, hooks), { hooks, input }),
          input,
        ),
      ),
  };
  const passClaim = createClaimGate(pool);

  app.use(async (c, next) => {
    if (!isKey(c.req.header('x-api-key'), apiKey)) return c.json({ error: 'forbidden' }, 403);
    return next();
  });

  app.post('/query', async (c) => {
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ error: 'not_signed_in' }, 401);
    const answer = await handleQueryRequest({
      handler: (name, args) => mustGetQuery(queries, name).fn({ args, ctx }),
      schema,
      request: c.req.raw,
      userID: ctx.memberId,
      logLevel: 'error',
    });
    return c.json(answer);
  });

  app.post('/mutate', async (c) => {
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ error: 'not_signed_in' }, 401);
    let changedWork = false;
    const answer = await handleMutateRequest({
      dbProvider: dbProvider as typeof database,
      handler: async (transact, { name, args: [about] }) => {
        const run = () =>
          transact(async (tx, name, given) => {
            // A character the database cannot keep would make a mutation fail for ever.
            const args = mendTexts(given);
            changedWork ||= !PASSING.test(name);
            await lockConversation(tx.dbTransaction.wrappedTransaction, {
              name,
              args,
              workspaceId: ctx.workspaceId,
              now,
            });
            try {
              await mustGetMutator(serverMutators, name).fn({ tx, ctx, args: withServerClock(args, now()) });
            } catch (error) {
              if (!refusalIn(error)) log.warn({ err: error, mutator: name }, 'a mutation could not be done');
              throw error;
            }
          });
        const conversationId = name === 'conversation.claim' ? idOf(about) : null;
        if (conversationId === null) return run();
        const passed = await passClaim({ ctx, conversationId }, run);
        return 'done' in passed ? passed.done : transact(() => refuseEarly(passed.refusal));
      },
      request: c.req.raw,
      userID: ctx.memberId,
      // A refusal is an everyday answer; the engine would print each with its stack. Defects are ours to log.
      logLevel: 'error',
    });
    if (changedWork) onMutated(ctx.workspaceId);
    return c.json(answer);
  });

  return app;
}

/** `at` in a mutation is when the asker says it happened; on the server it is when it happened. */
function withServerClock<T>(args: T, now: number): T {
  if (typeof args !== 'object' || args === null || !('at' in args)) return args;
  return { ...args, at: now };
}

function idOf(args: unknown): string | null {
  const id = (args as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id : null;
}

function isKey(given: string | undefined, expected: string): boolean {
  const a = Buffer.from(given ?? '');
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
