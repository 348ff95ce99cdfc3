import { doorApi } from '#lib/people/people-api.ts';
import type { Demo } from '#schema/people.ts';

/** Known before the page is drawn, so that nothing on it moves. */
export async function load(): Promise<{ demo: Demo | null }> {
  const asked = await doorApi.look();
  return { demo: asked.kind === 'ok' ? asked.value.demo : null };
}
