import type { Pool } from 'pg';
import type { Demo } from '#schema/people.ts';
import { demoPassword, demoPeople } from '../settings.ts';

/** The people of the demo business who can come in; null where no demo was written. */
export async function showDemo(pool: Pool): Promise<Demo | null> {
  const { rows } = await pool.query<Demo['people'][number]>(
    `select u.email, m.role from auth."user" u join member m on m.user_id = u.id
     where u.email = any($1) and m.deactivated_at is null order by array_position($1, u.email)`,
    [demoPeople.map(([email]) => email)],
  );
  return rows.length > 0 ? { password: demoPassword, people: rows } : null;
}
