import { sweepDesks } from '#server/inbound/tell-attendance.ts';
import { sweepLeases } from '#server/lease/keep-lease.ts';
import { sweepSilent } from '#server/presence/keep-presence.ts';
import type { Handler } from './job-deps.ts';

/** Clears the presence, the desks and the holds on replies of tabs that ended without saying so. */
export const sweepPresence: Handler<'sweep-presence'> = async (_, { pool, now }) => {
  await sweepSilent(pool, now());
  await sweepLeases(pool, now());
  await sweepDesks(pool);
};
