import type { Hono } from 'hono';
import { canManage } from '#schema/permissions.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { readHealth } from '../metrics/read-health.ts';
import type { HealthDeps } from '../metrics/read-health.ts';
import { createStaffApp } from './create-staff-app.ts';
import type { StaffEnv } from './create-staff-app.ts';

/** `GET /`: whether everything behind the screens keeps up, for managers and admins. Figures only, nobody's data. */
export function createHealthApp({
  whoIsAsking,
  ...deps
}: HealthDeps & { whoIsAsking: WhoIsAsking }): Hono<StaffEnv> {
  const app = createStaffApp({ whoIsAsking, may: canManage });
  app.get('/', async (c) => c.json(await readHealth(deps)));
  return app;
}
