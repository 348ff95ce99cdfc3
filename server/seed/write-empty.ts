import type { Pool } from 'pg';
import { createUser } from '../auth/create-user.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import type { SecretBox } from '../secret-box.ts';

export type SeedDeps = {
  pool: Pool;
  secretBox: SecretBox;
  channel: { phoneNumberId: string | null; accessToken: string | null };
  admin: { email: string | null; password: string | null };
};

/** Connects a WhatsApp number to an inbox; its token is sealed before it is stored. */
export async function addChannel(
  tx: Queryable,
  secretBox: SecretBox,
  c: {
    workspaceId: string;
    inboxId: string;
    name: string;
    phoneNumberId: string;
    wabaId: string | null;
    displayPhoneNumber: string;
    accessToken: string;
  },
): Promise<string> {
  const id = uuidv7();
  await tx.query(
    `insert into channel (id, workspace_id, inbox_id, name, phone_number_id, waba_id, display_phone_number) values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, c.workspaceId, c.inboxId, c.name, c.phoneNumberId, c.wabaId, c.displayPhoneNumber],
  );
  await tx.query('insert into channel_secret (channel_id, access_token_sealed) values ($1, $2)', [
    id,
    secretBox.seal(c.accessToken),
  ]);
  return id;
}

/** An empty business with one inbox, the configured number and, when settings name one, its admin. */
export async function writeEmpty({ pool, secretBox, channel, admin }: SeedDeps): Promise<string> {
  return inTransaction(pool, async (tx) => {
    const workspaceId = uuidv7();
    const inboxId = uuidv7();
    await tx.query('insert into workspace (id, name) values ($1, $2)', [workspaceId, 'My business']);
    await tx.query('insert into inbox (id, workspace_id, name) values ($1, $2, $3)', [
      inboxId,
      workspaceId,
      'Inbox',
    ]);
    if (admin.email && admin.password) {
      const userId = await createUser(tx, {
        name: admin.email.split('@')[0]!,
        email: admin.email,
        password: admin.password,
      });
      await tx.query(
        `insert into member (id, workspace_id, user_id, name, role) values ($1, $2, $3, $4, 'admin')`,
        [uuidv7(), workspaceId, userId, admin.email.split('@')[0]],
      );
    }
    if (channel.phoneNumberId && channel.accessToken) {
      await addChannel(tx, secretBox, {
        workspaceId,
        inboxId,
        name: 'WhatsApp',
        phoneNumberId: channel.phoneNumberId,
        wabaId: null,
        displayPhoneNumber: '',
        accessToken: channel.accessToken,
      });
    }
    return 'an empty workspace';
  });
}
