import { Zero } from '@rocicorp/zero';
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
  | { ask: 'views' };

/** A conversation as a list shows it: what must equal fresh SQL in the end. */
export type ListLine = { id: string; text: string | null; at: number; queueOrder: number };

const READY_WITHIN_MS = 60_000;
const views: { rows: () => readonly ConversationRow[] }[] = [];

/** The platform's WebSocket sends no cookie; a browser's does. One client is opened at a time, so one jar is enough. */
let jar: { cookie: string; origin: string } = { cookie: '', origin: '' };
const Plain = globalThis.WebSocket;
globalThis.WebSocket = class extends Plain {
  constructor(url: string | URL, protocols?: string | string[]) {
    const jarOfUrl = cookies.get(new URL(url).searchParams.get('userID') ?? '') ?? jar;
    super(url, { protocols, headers: jarOfUrl } as unknown as string[]);
  }
};
const cookies = new Map<string, { cookie: string; origin: string }>();

async function openAgent(
  { cookie, context }: SignedIn,
  { origin, inboxId, conversationId, limit }: Extract<CrowdQuestion, { ask: 'open' }>,
): Promise<void> {
  jar = { cookie, origin };
  cookies.set(context.memberId, jar);
  const zero = new Zero({
    userID: context.memberId,
    cacheURL: `${origin}/sync`,
    schema,
    mutators,
    context,
    kvStore: 'mem',
    logLevel: 'error',
  });
  const kept = [
    queries.workspace.current(),
    queries.workspace.members(),
    queries.workspace.inboxes(),
    queries.workspace.viewCounts(),
    queries.workspace.presence(),
    queries.workspace.heartbeat(),
    queries.conversation.myReads({ limit: 500 }),
    queries.conversation.byId({ id: conversationId }),
    queries.message.window({ conversationId, limit: 50 }),
    queries.message.activities({ conversationId, limit: 100 }),
  ];
  for (const query of kept) zero.materialize(query as never);
  const list = zero.materialize(queries.conversation.list({ view: 'inbox', inboxId, limit }));
  let rows: readonly ConversationRow[] = [];
  views.push({ rows: () => rows });
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
  for (const person of question.people) await openAgent(await signIn(question.origin, person), question);
  return views.length;
});
