import { createUser } from '../auth/create-user.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { BlobStore } from '../media/blob-store.ts';
import { storeMedia } from '../media/store-media.ts';
import { refreshCounts } from '../metrics/create-count-refresher.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import { demoPassword } from '../settings.ts';
import { buildDemo } from './content/build-demo.ts';
import type { DemoData } from './content/demo-data.ts';
import { putTemplates } from '../outbound/sync-templates.ts';
import { readTemplate } from '../providers/whatsapp/templates.ts';
import { mergeThreads } from './merge-threads.ts';
import { retimeWaits } from './retime-waits.ts';
import { tellConversation } from './tell-conversation.ts';
import { insertLines, iso } from './insert-lines.ts';
import type { DemoIds, MessageLine } from './tell-conversation.ts';
import { contactLines, identityLines } from './tell-people.ts';
import { makeDemoMedia } from './media/make-demo-media.ts';
import { addChannel } from './write-empty.ts';
import { writeHealthHistory, writeOwnership } from './write-ownership.ts';
import type { SeedDeps } from './write-empty.ts';

const DEMO_NAME = 'Tandika Home';
const INBOX_HUES = ['stage-2', 'stage-4', 'stage-5'];
const MEDIA_AT_ONCE = 4;

/** The demo business: people, a month of conversations and their files, written as if it had all happened here. */
export async function writeDemo(deps: SeedDeps & { blobs: BlobStore; now: number }): Promise<string> {
  const { pool, secretBox, blobs, now, channel } = deps;
  const demo = buildDemo({ now, newId: uuidv7 });
  const ids = await inTransaction(pool, async (tx) => {
    const workspaceId = uuidv7();
    await tx.query('insert into workspace (id, name) values ($1, $2)', [workspaceId, DEMO_NAME]);
    const people = await writePeople(tx, workspaceId, demo);
    const channelId = await addChannel(tx, secretBox, {
      workspaceId,
      inboxId: people.inboxes.get(demo.inboxes[0]!.key)!,
      name: DEMO_NAME,
      phoneNumberId: channel.phoneNumberId ?? '100000000000001',
      wabaId: '200000000000001',
      displayPhoneNumber: '+254 700 000 000',
      accessToken: channel.accessToken ?? 'sandbox-access-token',
    });
    await tx.query(
      `update identity set channel_id = $1 where workspace_id = $2 and kind = 'whatsapp_user_id'`,
      [channelId, workspaceId],
    );
    await writePhrases(tx, { workspaceId, channelId, now }, demo);
    return { workspaceId, channelId, ...people };
  });
  const files: { line: MessageLine; file: string }[] = [];
  const told = retimeWaits(mergeThreads(demo.conversations), now).map((conversation) =>
    tellConversation(demo, conversation, ids),
  );
  await inTransaction(pool, async (tx) => {
    await insertLines(
      tx,
      'conversation',
      told.map((t) => t.conversation),
    );
    await insertLines(
      tx,
      'message',
      told.flatMap((t) => t.messages),
    );
    await insertLines(
      tx,
      'message_transition',
      told.flatMap((t) => t.transitions),
    );
    await insertLines(
      tx,
      'activity',
      told.flatMap((t) => t.activities),
    );
    await insertLines(
      tx,
      'media',
      told.flatMap((t) => t.media),
    );
    await writeOwnership(tx, { ...ids, now });
    for (const t of told) files.push(...t.files);
  });
  await writeFiles({ pool, blobs }, ids.workspaceId, files);
  await refreshCounts(pool, ids.workspaceId);
  await writeHealthHistory(pool, ids.workspaceId, now);
  return `${DEMO_NAME}: ${demo.contacts.length} contacts, ${told.reduce((n, t) => n + t.messages.length, 0)} messages`;
}

async function writePeople(
  tx: Queryable,
  workspaceId: string,
  demo: DemoData,
): Promise<Omit<DemoIds, 'workspaceId' | 'channelId'>> {
  const inboxes = new Map(demo.inboxes.map((i) => [i.key, uuidv7()]));
  const members = new Map(demo.members.map((m) => [m.key, uuidv7()]));
  const contacts = new Map(demo.contacts.map((c) => [c.key, uuidv7()]));
  await insertLines(
    tx,
    'inbox',
    demo.inboxes.map((i, n) => ({
      id: inboxes.get(i.key),
      workspace_id: workspaceId,
      name: i.name,
      hue: INBOX_HUES[n % INBOX_HUES.length],
      position: n,
    })),
  );
  for (const m of demo.members) {
    const userId = await createUser(tx, { name: m.name, email: m.email, password: demoPassword });
    await tx.query(
      'insert into member (id, workspace_id, user_id, name, role, availability) values ($1, $2, $3, $4, $5, $6)',
      [members.get(m.key), workspaceId, userId, m.name, m.role, m.availability],
    );
    const own = m.inboxes.map((key) => ({
      inbox_id: inboxes.get(key),
      member_id: members.get(m.key),
      workspace_id: workspaceId,
    }));
    await insertLines(tx, 'inbox_member', own);
  }
  const firstSeenAt = new Map(demo.conversations.map((c) => [c.contact, c.messages[0]?.at ?? 0]));
  const ids = { inboxes, members, contacts };
  await insertLines(tx, 'contact', contactLines(demo, workspaceId, ids));
  await insertLines(tx, 'identity', identityLines(demo, workspaceId, contacts, firstSeenAt));
  return ids;
}

/** What the business has ready to say. The provider's own list replaces the templates as soon as it is asked. */
async function writePhrases(
  tx: Queryable,
  channel: { workspaceId: string; channelId: string; now: number },
  demo: DemoData,
): Promise<void> {
  const { workspaceId } = channel;
  await putTemplates(
    tx,
    channel,
    demo.templates.flatMap((t) => readTemplate({ ...t }) ?? []),
  );
  await insertLines(
    tx,
    'saved_reply',
    demo.savedReplies.map(({ shortcut, title, language, text }) => ({
      id: uuidv7(),
      workspace_id: workspaceId,
      shortcut,
      title,
      language,
      text,
      created_at: iso(channel.now),
    })),
  );
}

async function writeFiles(
  deps: { pool: SeedDeps['pool']; blobs: BlobStore },
  workspaceId: string,
  files: readonly { line: MessageLine; file: string }[],
): Promise<void> {
  const made = new Map<string, ReturnType<typeof makeDemoMedia>>();
  const write = async ({ line, file }: { line: MessageLine; file: string }) => {
    const making = made.get(file) ?? makeDemoMedia(file);
    made.set(file, making);
    const { bytes, mimeType } = await making;
    const media = { id: line.media!.id, workspaceId, messageId: line.id, claimedType: mimeType, bytes };
    await storeMedia({ tx: deps.pool, blobs: deps.blobs }, media);
  };
  for (let i = 0; i < files.length; i += MEDIA_AT_ONCE)
    await Promise.all(files.slice(i, i + MEDIA_AT_ONCE).map(write));
}
