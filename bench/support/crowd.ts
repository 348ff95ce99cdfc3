import { Zero } from '@rocicorp/zero';
import { uuidv7 } from '#server/new-id.ts';
import { mutators } from '#schema/mutators/index.ts';
import { queries } from '#schema/queries/index.ts';
import { schema } from '#schema/schema.ts';
import type { ConversationRow } from '#schema/schema.ts';
import { answerParent } from './fork-part.ts';
import { signIn } from './sign-in.ts';
import type { SignedIn } from './sign-in.ts';

/** Agents without a screen: each holds a real sync client with the queries an open inbox holds. */
export type CrowdQuestion =
  | {
      ask: 'open';
      origin: string;
      people: { email: string; password: string }[];
      inboxId: string;
      conversationId: string;
      limit: number;
    }
  | { ask: 'views' }
  /** When each client first showed each marker (`v` and seven digits) and each owner of a conversation. */
  | { ask: 'seen' }
  /** Gives conversations to members in turn, one a second or so, from the first client. Returns what and when. */
  | { ask: 'assign'; conversationIds: string[]; memberIds: string[]; count: number; everyMs: number }
  /** How long a fresh client takes until its list, and then a thread, is whole. */
  | {
      ask: 'time';
      origin: string;
      person: { email: string; password: string };
      inboxId: string;
      conversationIds: string[];
      limit: number;
    };

/** Instant in ms at which something was first seen, by what was seen. */
export type Seen = Record<string, number>;
export type Timing = { listMs: number; threadMs: number[] };

/** A conversation as a list shows it: what must equal fresh SQL in the end. */
export type ListLine = { id: string; text: string | null; at: number; queueOrder: number };

const READY_WITHIN_MS = 60_000;
const AT_ONCE = 5;
const views: { rows: () => readonly ConversationRow[]; seen: Seen }[] = [];
const clients: Zero[] = [];

/** The platform's WebSocket sends no cookie; a browser's does. Each client is told by its user's id. */
let jar: { cookie: string; origin: string } = { cookie: '', origin: '' };
const Plain = globalThis.WebSocket;
globalThis.WebSocket = class extends Plain {
  constructor(url: string | URL, protocols?: string | string[]) {
    const jarOfUrl = cookies.get(new URL(url).searchParams.get('userID') ?? '') ?? jar;
    super(url, { protocols, headers: jarOfUrl } as unknown as string[]);
  }
};
const cookies = new Map<string, { cookie: string; origin: string }>();

function newClient({ cookie, context, origin }: SignedIn & { origin: string }): Zero {
  jar = { cookie, origin };
  cookies.set(context.memberId, jar);
  return new Zero({
    userID: context.memberId,
    cacheURL: `${origin}/sync`,
    schema,
    mutators,
    context,
    kvStore: 'mem',
    logLevel: 'error',
  });
}

async function openAgent(
  { cookie, context }: SignedIn,
  { origin, inboxId, conversationId, limit }: Extract<CrowdQuestion, { ask: 'open' }>,
): Promise<void> {
  const zero = newClient({ cookie, context, origin });
  clients.push(zero);
  const kept = [
    queries.workspace.current(),
    queries.workspace.members(),
    queries.workspace.inboxes(),
    queries.workspace.viewCounts(),
    queries.workspace.presence(),
    queries.workspace.leases(),
    queries.workspace.heartbeat(),
    queries.oversight.notifications({ limit: 50 }),
    queries.oversight.savedViews(),
    queries.message.scheduled({ from: Date.now(), limit: 200 }),
    queries.template.savedReplies(),
    queries.conversation.myReads({ limit: 500 }),
    queries.conversation.byId({ id: conversationId }),
    queries.message.window({ conversationId, limit: 50 }),
    queries.message.activities({ conversationId, limit: 100 }),
    queries.oversight.escalations({ conversationId }),
  ];
  for (const query of kept) zero.materialize(query as never);
  const list = zero.materialize(queries.conversation.list({ view: 'inbox', inboxId, limit }));
  let rows: readonly ConversationRow[] = [];
  const seen: Seen = {};
  views.push({ rows: () => rows, seen });
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new Error(
            `${context.name}: the list was not complete in time (${zero.connection.state.current.name})`,
          ),
        ),
      READY_WITHIN_MS,
    );
    list.addListener((data, result) => {
      rows = data as readonly ConversationRow[];
      look(rows, seen);
      if (result !== 'complete') return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function look(rows: readonly ConversationRow[], seen: Seen): void {
  const at = performance.timeOrigin + performance.now();
  for (const row of rows) {
    const marker = /^v\d{7}/.exec(row.lastMessageText ?? '')?.[0];
    if (marker) seen[marker] ??= at;
    if (row.assigneeId) seen[`${row.id}:${row.assigneeId}`] ??= at;
  }
}

async function assign(question: Extract<CrowdQuestion, { ask: 'assign' }>): Promise<Seen> {
  const { conversationIds, memberIds, count, everyMs } = question;
  const due: Seen = {};
  const startAt = performance.timeOrigin + performance.now() + everyMs;
  for (let n = 0; n < count; n++) {
    const at = startAt + n * everyMs;
    await new Promise((resolve) => setTimeout(resolve, at - performance.timeOrigin - performance.now()));
    const id = conversationIds[n % conversationIds.length]!;
    // Never a pair twice: a client remembers when it first saw one.
    const memberId = memberIds[(n + Math.floor(n / conversationIds.length)) % memberIds.length]!;
    due[`${id}:${memberId}`] = at;
    clients[0]!.mutate(
      mutators.conversation.assign({ id, memberId, activityId: uuidv7(), at: Math.floor(at) }) as never,
    );
  }
  return due;
}

async function time(question: Extract<CrowdQuestion, { ask: 'time' }>): Promise<Timing> {
  const { origin, person, inboxId, conversationIds, limit } = question;
  const signedIn = await signIn(origin, person);
  const startedAt = performance.now();
  const zero = newClient({ ...signedIn, origin });
  await whole(zero, queries.conversation.list({ view: 'inbox', inboxId, limit }));
  const listMs = performance.now() - startedAt;
  const threadMs = [];
  for (const conversationId of conversationIds) {
    const openedAt = performance.now();
    await whole(zero, queries.message.window({ conversationId, limit: 50 }));
    threadMs.push(performance.now() - openedAt);
  }
  await zero.close();
  return { listMs, threadMs };
}

/** Until the server has said that this is all. */
function whole(zero: Zero, query: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('a query was not complete in time')), READY_WITHIN_MS);
    const view = zero.materialize(query as never) as {
      addListener: (listener: (data: unknown, result: string) => void) => void;
    };
    view.addListener((_, result) => {
      if (result !== 'complete') return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function lineOf(row: ConversationRow): ListLine {
  return { id: row.id, text: row.lastMessageText ?? null, at: row.lastMessageAt, queueOrder: row.queueOrder };
}

answerParent<CrowdQuestion>(async (question) => {
  if (question.ask === 'views') return views.map(({ rows }) => rows().map(lineOf));
  if (question.ask === 'seen') return views.map(({ seen }) => seen);
  if (question.ask === 'assign') return assign(question);
  if (question.ask === 'time') return time(question);
  // A few at a time: one after another fifty take minutes, all at once none is ready in time.
  for (let n = 0; n < question.people.length; n += AT_ONCE) {
    const some = question.people.slice(n, n + AT_ONCE);
    await Promise.all(some.map(async (person) => openAgent(await signIn(question.origin, person), question)));
  }
  return views.length;
});
