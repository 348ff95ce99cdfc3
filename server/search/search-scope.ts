import type { Context } from '#schema/context.ts';
import type { Search } from '#schema/domain/search-words.ts';

/** Values of a statement that is put together piece by piece; `bind` returns the piece's placeholder. */
export type Binding = { values: unknown[]; bind: (value: unknown) => string };

export function startBinding(): Binding {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

const STATUSES = ['open', 'snoozed', 'closed'] as const;

/** Conditions on conversation `c` and inbox `i`: what the asker may see, and what the operators narrow it to. */
export function scopeOf(
  search: Search,
  ctx: Context,
  { workspace, bind }: { workspace: string; bind: Binding['bind'] },
): string[] {
  const scope = [`c.workspace_id = ${workspace}`];
  if (ctx.inboxIds !== 'all') scope.push(`c.inbox_id = any (${bind([...ctx.inboxIds])}::uuid[])`);
  if (search.inbox) scope.push(`lower(i.name) like ${bind(startOf(search.inbox))}`);
  if (search.tag) scope.push(`c.contact_tags like ${bind(`%|${literally(search.tag)}|%`)}`);
  const states = STATUSES.filter((status) => search.is.includes(status));
  if (states.length > 0) scope.push(`c.status = any (${bind(states)}::conversation_status[])`);
  if (search.is.includes('mine')) scope.push(`c.assignee_id = ${bind(ctx.memberId)}`);
  if (search.is.includes('unassigned')) scope.push('c.assignee_id is null');
  if (search.is.includes('waiting')) scope.push(`c.waiting_on = 'us' and c.status = 'open'`);
  if (search.is.includes('urgent')) scope.push(`c.priority = 'urgent'`);
  return scope;
}

/** A condition on contact `p`: carries this tag. */
export function isTagged(tag: string, bind: Binding['bind']): string {
  return `p.tags <> '[]' and string_to_array(tags_line(p.tags), '|') @> array[${bind(tag)}::text]`;
}

/** Between the days a search names. `column` holds an instant. */
export function spanOf({ before, after }: Search, column: string, bind: Binding['bind']): string[] {
  return [
    ...(before ? [`${column} < ${bind(before)}::timestamptz`] : []),
    ...(after ? [`${column} >= ${bind(after)}::timestamptz`] : []),
  ];
}

/** All of the words, each as a beginning, in the index's own language. */
export function wordQuery(words: readonly string[]): string {
  return words.map((word) => `${word}:*`).join(' & ');
}

/** Patterns for texts that hold all of the words anywhere: true of every text with such beginnings, and quickly told. */
export function holdingAll(words: readonly string[]): string[] {
  return words.map((word) => `%${word}%`);
}

/** Patterns for texts in which each of the words, letters and digits only, begins a word. */
export function startsOf(words: readonly string[]): string[] {
  return words.map((word) => `(?<![[:alnum:]])${word}`);
}

/** A pattern for texts that begin like this, whatever signs it holds. */
export function startOf(text: string): string {
  return `${literally(text.toLowerCase())}%`;
}

function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
