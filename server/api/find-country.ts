import type { CountryCode } from 'libphonenumber-js/max';
import type { Queryable } from '../queue.ts';
import { countryOf } from './normalise-identity.ts';

/** Where this workspace dials from when a number comes without its country code. */
export async function findCountry(db: Queryable, workspaceId: string): Promise<CountryCode> {
  const found = await db.query<{ currency: string }>('select currency from workspace where id = $1', [
    workspaceId,
  ]);
  return countryOf(found.rows[0]?.currency ?? '');
}
