import type { Queryable } from '../queue.ts';
import { makePushKeys } from '../providers/push/make-push-keys.ts';
import type { PushKeys } from '../providers/push/make-push-keys.ts';
import type { SecretBox } from '../secret-box.ts';

type KeyLine = { publicKey: string; privateKeySealed: string };
const READ = 'select public_key as "publicKey", private_key_sealed as "privateKeySealed" from push_key';

/** The half that browsers are shown; made with its other half the first time anybody asks. */
export async function readPublicPushKey(db: Queryable, box: SecretBox, now: number): Promise<string> {
  return (await readLine(db, box, now)).publicKey;
}

/** Both halves, the private one opened. */
export async function readPushKeys(db: Queryable, box: SecretBox, now: number): Promise<PushKeys> {
  const { publicKey, privateKeySealed } = await readLine(db, box, now);
  return { publicKey, privateKey: box.open(privateKeySealed) };
}

async function readLine(db: Queryable, box: SecretBox, now: number): Promise<KeyLine> {
  const known = (await db.query<KeyLine>(READ)).rows[0];
  if (known) return known;
  const made = makePushKeys();
  // Two who make them at once keep the first: devices are bound to the key they were shown.
  await db.query(
    `insert into push_key (public_key, private_key_sealed, created_at) values ($1, $2, to_timestamp($3::float8 / 1000))
     on conflict (id) do nothing`,
    [made.publicKey, box.seal(made.privateKey), now],
  );
  return (await db.query<KeyLine>(READ)).rows[0]!;
}
