import { settleLease } from '../lease/keep-lease.ts';
import type { Queryable } from '../queue.ts';

const LOCKING = /^(message\.|lease\.|conversation\.(?!mark))/;
/** What asks who holds the reply. */
const ASKING = /^(message\.|lease\.)/;
/** What must be called by a name that nothing else of the business has. */
const NAMING = /^(routing\.(addInbox|setInbox)|savedReply\.save)$/;

/**
 * Takes the row lock of the conversation a mutation is about before the mutation reads anything, so that of two
 * people who act at once one sees what the other did. Unknown ids lock nothing; the mutator then finds nothing. A hold on the
 * reply that ran out is cleared under the same lock.
 */
export async function lockConversation(
  tx: Queryable,
  { name, args, workspaceId, now }: { name: string; args: unknown; workspaceId: string; now: () => number },
): Promise<void> {
  if (NAMING.test(name)) return lockNames(tx, workspaceId);
  if (typeof args !== 'object' || args === null) return;
  const { conversationId, id } = args as { conversationId?: unknown; id?: unknown };
  if (name === 'contact.changeTags') return lockContact(tx, { id, workspaceId });
  if (!LOCKING.test(name)) return;
  const target = name.startsWith('conversation.') ? id : conversationId;
  if (!isId(target)) return;
  const locked = await tx.query('select 1 from conversation where id = $1 and workspace_id = $2 for update', [
    target,
    workspaceId,
  ]);
  if (locked.rowCount === 1 && ASKING.test(name))
    await settleLease(tx, { conversationId: target, now: now() });
}

/** Tags are read, changed and written whole: two who tag one contact at once take turns. */
async function lockContact(
  tx: Queryable,
  { id, workspaceId }: { id: unknown; workspaceId: string },
): Promise<void> {
  if (!isId(id)) return;
  await tx.query('select 1 from contact where id = $1 and workspace_id = $2 for update', [id, workspaceId]);
}

/** Of two who give one name at once, the second sees what the first wrote, and is told. */
async function lockNames(tx: Queryable, workspaceId: string): Promise<void> {
  await tx.query('select 1 from workspace where id = $1 for no key update', [workspaceId]);
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value);
}
