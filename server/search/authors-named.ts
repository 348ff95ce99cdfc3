import type { Context } from '#schema/context.ts';
import { wordsIn } from '#schema/domain/search-words.ts';
import type { Queryable } from '../queue.ts';
import { NAME_WORDS } from './find-people.ts';
import { startOf, wordQuery } from './search-scope.ts';
import type { Binding } from './search-scope.ts';

/** Colleagues and customers with a name that begins like what was typed. */
export type Authors = {
  memberIds: string[];
  /** Conditions on contact `p`: has such a name. */
  isNamed: (bind: Binding['bind']) => string;
};

export async function authorsNamed(db: Queryable, ctx: Context, name: string): Promise<Authors> {
  const { rows } = await db.query<{ id: string }>(
    'select id from member where workspace_id = $1 and lower(name) like $2',
    [ctx.workspaceId, startOf(name)],
  );
  const words = wordsIn(name);
  return {
    memberIds: rows.map(({ id }) => id),
    isNamed: (bind) =>
      words.length === 0 ? 'false' : `${NAME_WORDS} @@ to_tsquery('simple', ${bind(wordQuery(words))})`,
  };
}

/** The customers among them, as a statement that selects their ids. */
export function customersOf({ isNamed }: Authors, workspace: string, bind: Binding['bind']): string {
  return `select p.id from contact p where p.workspace_id = ${workspace} and ${isNamed(bind)}`;
}
