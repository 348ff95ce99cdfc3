import type { Pool } from 'pg';
import type { ListLine } from './crowd.ts';

const EQUAL_WITHIN_MS = 10_000;

const LIST = `
  select id::text, last_message_text as text, last_message_at as at, queue_order as "queueOrder"
  from conversation where inbox_id = $1 and status = 'open' order by queue_order, id limit $2`;

/** Says how many acknowledged messages are not there or are there more than once; null when none. */
export async function findUnstored(pool: Pool, providerIds: readonly string[]): Promise<string | null> {
  const { rows } = await pool.query<{ id: string; n: number }>(
    `select provider_message_id as id, count(*)::int as n from message where provider_message_id = any($1) group by 1`,
    [providerIds],
  );
  const counts = new Map(rows.map(({ id, n }) => [id, n]));
  const wrong = providerIds.filter((id) => counts.get(id) !== 1).length;
  return wrong === 0 ? null : `${wrong} of ${providerIds.length} are not`;
}

/**
 * Asks until every client shows what the database holds, and says who does not when that takes too long.
 * `texts`: the previews on the page, a run of the list's first rows.
 */
export async function checkViews(
  pool: Pool,
  c: {
    inboxId: string;
    limit: number;
    views: () => Promise<ListLine[][]>;
    texts: () => Promise<string[]>;
  },
): Promise<string | null> {
  const until = performance.now() + EQUAL_WITHIN_MS;
  for (;;) {
    const truth = (await pool.query<ListLine>(LIST, [c.inboxId, c.limit])).rows;
    const fault = findDifference(truth, await c.views(), await c.texts());
    if (fault === null || performance.now() > until) return fault;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** The first client whose list is not the truth, in words; `texts` is null when there is no page. Pure. */
export function findDifference(
  truth: readonly ListLine[],
  views: readonly (readonly ListLine[])[],
  texts: readonly string[] | null,
): string | null {
  for (const [n, view] of views.entries()) {
    if (view.length !== truth.length) return `client ${n + 1} shows ${view.length} rows of ${truth.length}`;
    const at = truth.findIndex((line, i) => !isSame(line, view[i]!));
    if (at >= 0) return `client ${n + 1} differs in row ${at + 1}`;
  }
  if (texts === null) return null;
  if (texts.length === 0) return 'the page shows no rows';
  const at = texts.findIndex((text, i) => !text.includes(truth[i]?.text ?? ''));
  return at < 0 ? null : `the page differs in row ${at + 1}: “${texts[at]}” for “${truth[at]?.text}”`;
}

function isSame(a: ListLine, b: ListLine): boolean {
  return a.id === b.id && a.text === b.text && a.at === b.at && a.queueOrder === b.queueOrder;
}
