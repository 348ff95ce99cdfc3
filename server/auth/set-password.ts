import { hashPassword } from 'better-auth/crypto';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';

/** Gives a sign-in another password; whoever is in by the one before is out. */
export async function setPassword(
  tx: Queryable,
  { userId, password }: { userId: string; password: string },
): Promise<void> {
  const hash = await hashPassword(password);
  const changed = await tx.query(
    `update auth.account set password = $2, "updatedAt" = now() where "userId" = $1 and "providerId" = 'credential'`,
    [userId, hash],
  );
  if (changed.rowCount === 0) {
    await tx.query(
      `insert into auth.account (id, "accountId", "providerId", "userId", password) values ($1, $2, 'credential', $2, $3)`,
      [uuidv7(), userId, hash],
    );
  }
  await endSessions(tx, userId);
}

/** Signs somebody out everywhere. */
export async function endSessions(tx: Queryable, userId: string): Promise<void> {
  await tx.query('delete from auth.session where "userId" = $1', [userId]);
}
