import type { SettingsMessages } from '#lib/i18n/en-settings.ts';
import type { RuleConditions } from '#schema/domain/route-conversation.ts';

/** Names of what a rule speaks of, by id. */
export type RuleNames = {
  inboxes: ReadonlyMap<string, string>;
  members: ReadonlyMap<string, string>;
  channels: ReadonlyMap<string, string>;
  languages: Readonly<Record<string, string>>;
};

type Words = SettingsMessages['routing']['rules'];

/** What a rule looks at, as one reads it: "says “refund” or “exchange”, while shut". */
export function conditionSentence(c: RuleConditions, words: Words, names: RuleNames): string {
  const list = (items: readonly string[]) => items.join(` ${words.or} `);
  const parts: string[] = [];
  if (c.keywords) parts.push(words.says(list(c.keywords.map(words.quoted))));
  if (c.channelIds)
    parts.push(words.on(list(c.channelIds.map((id) => names.channels.get(id) ?? words.gone))));
  if (c.tags) parts.push(words.tagged(list(c.tags)));
  if (c.languages) parts.push(words.speaks(list(c.languages.map((l) => names.languages[l] ?? l))));
  if (c.hours) parts.push(words[c.hours]);
  return parts.length === 0 ? words.always : parts.join(', ');
}

/** Where a rule sends what fits it. */
export function targetSentence(
  { inboxId, memberId }: { inboxId: string | null; memberId: string | null },
  words: Words,
  names: RuleNames,
): string {
  const inbox = inboxId === null ? null : (names.inboxes.get(inboxId) ?? words.gone);
  const member = memberId === null ? null : (names.members.get(memberId) ?? words.gone);
  if (inbox !== null && member !== null) return words.toBoth(inbox, member);
  return inbox === null && member === null ? words.stays : words.to(inbox ?? member ?? '');
}

/** "refund, exchange" as a list without blanks and repetitions; undefined when nothing is named. */
export function readList(text: string): string[] | undefined {
  const items = [...new Set(text.split(',').map((item) => item.trim()))].filter((item) => item !== '');
  return items.length === 0 ? undefined : items;
}
