import type { Context } from '#schema/context.ts';
import { numberPatterns } from '#schema/domain/number-patterns.ts';
import type { NumberPatterns } from '#schema/domain/number-patterns.ts';
import { canManage } from '#schema/permissions.ts';
import { isEmptySearch } from '#schema/domain/search-words.ts';
import type { Search } from '#schema/domain/search-words.ts';
import { getCountryCallingCode } from 'libphonenumber-js/max';
import { findCountry } from '../api/find-country.ts';
import type { Queryable } from '../queue.ts';
import { findMessages } from './find-messages.ts';
import { findPeople } from './find-people.ts';
import { MOST_FOUND } from './found.ts';
import type { Found } from './found.ts';

/**
 * People and messages that match, newest first, within what the asker may see. Every word is a prefix and all must occur.
 * People come first: a name is what most searches are for.
 */
export async function findInConversations(db: Queryable, ctx: Context, search: Search): Promise<Found[]> {
  if (isEmptySearch(search)) return [];
  const number = await patternsOf(db, ctx, search);
  const [people, messages] = await Promise.all([
    search.from === null ? findPeople(db, ctx, { search, number }) : [],
    findMessages(db, ctx, search),
  ]);
  return [...people, ...messages].slice(0, MOST_FOUND);
}

async function patternsOf(db: Queryable, ctx: Context, { number }: Search): Promise<NumberPatterns | null> {
  if (number === null) return null;
  const callingCode = getCountryCallingCode(await findCountry(db, ctx.workspaceId));
  return numberPatterns(number, { callingCode, isMasked: !canManage(ctx) });
}
