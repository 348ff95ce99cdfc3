import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import { setPassword } from './set-password.ts';

/** Creates a sign-in for a person. Returns the user id; an e-mail already known keeps its password. */
export async function createUser(
  tx: Queryable,
  { name, email, password }: { name: string; email: string; password: string },
): Promise<string> {
  const added = await tx.query<{ id: string }>(
    `insert into auth."user" (id, name, email, "emailVerified") values ($1, $2, $3, true)
     on conflict (email) do nothing returning id`,
    [uuidv7(), name, email.trim().toLowerCase()],
  );
  const id = added.rows[0]?.id;
  if (id === undefined) {
    const known = await tx.query<{ id: string }>('select id from auth."user" where email = $1', [
      email.trim().toLowerCase(),
    ]);
    return known.rows[0]!.id;
  }
  await setPassword(tx, { userId: id, password });
  return id;
}
