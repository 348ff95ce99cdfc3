import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { clock } from '#lib/ui/clock.svelte.ts';
import type { Filter } from '#schema/domain/saved-filter.ts';
import { instantAt, wallTime } from '#schema/domain/wall-clock.ts';

/** The end of today by the business's clock: moves once a day. Instant in ms. */
export function endOfToday(): number {
  const { timeZone } = i18n.format;
  return instantAt({ day: wallTime(clock.now, timeZone).day + 1, minute: 0 }, timeZone);
}

/** A filter as it is asked: with when today ends, if it speaks of today. Only those are asked anew when a day has passed. */
export function askedOf(filter: Filter): { filter: Filter; until?: number } {
  return JSON.stringify(filter).includes('"followUp"') ? { filter, until: endOfToday() } : { filter };
}
