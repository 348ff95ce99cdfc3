import type { UserPreferenceItem } from '../providers/whatsapp/event-item.ts';
import { hearMarketingWord } from '../outbound/hear-marketing-word.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import { identityClaims } from './find-or-create-contact.ts';

/** Somebody asked WhatsApp to stop, or to hear from us again. A person we do not know needs no record of it. */
export async function recordPreference(
  tx: Queryable,
  { workspaceId }: ChannelLine,
  { value, at, person }: UserPreferenceItem,
): Promise<void> {
  if (value !== 'stop' && value !== 'resume') return;
  const claims = identityClaims(person);
  const [kinds, values] = [claims.map((c) => c.kind), claims.map((c) => c.value)];
  await hearMarketingWord(tx, { isStop: value === 'stop', at, by: 'setting', workspaceId, kinds, values });
}
