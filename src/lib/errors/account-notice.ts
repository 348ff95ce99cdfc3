import { failureWords } from './failure-sentences.ts';

/** The words of a language this needs: `i18n.t.account`. */
export type AccountWords = {
  locale: 'en' | 'sw';
  topics: Record<string, string>;
  advice: Record<string, string>;
  verdicts: Record<string, string>;
  tier: (count: string) => string;
  unlimited: string;
  paused: string;
};

/** What a notice is about and what was decided, in the provider's own words. */
export type AccountNotice = { topic: string; subject: string | null; verdict: readonly string[] };

/** One word of the provider in the words of a language; one we do not know stays, made readable. */
export function verdictWord(words: AccountWords, said: string): string {
  const word = said.toUpperCase();
  const tier = /^TIER_(\w+)$/.exec(word)?.[1];
  if (tier !== undefined) return tier === 'UNLIMITED' ? words.unlimited : words.tier(tier);
  if (Object.hasOwn(words.verdicts, word)) return words.verdicts[word]!;
  return /^[A-Z0-9_]+$/.test(said) ? said.toLowerCase().replaceAll('_', ' ') : said;
}

/** "Template order_ready: refused, its form is not right". */
export function accountSentence(words: AccountWords, { topic, subject, verdict }: AccountNotice): string {
  const about = [words.topics[topic] ?? words.topics['other'], subject].filter(Boolean).join(' ');
  const decided = verdict.map((word) => verdictWord(words, word)).join(', ');
  return decided === '' ? about : `${about}: ${decided}`;
}

/** A line of the notification list about our own number or account; null for one about anything else. */
export function accountLine(
  n: { kind: string; data: unknown },
  words: AccountWords,
): { title: string; detail: string } | null {
  const data = (n.data ?? {}) as Record<string, string | null>;
  if (n.kind === 'channel_paused') {
    const { sentence, wayOut } = failureWords(words.locale, data['reason']);
    return { title: words.paused, detail: `${sentence} ${wayOut}` };
  }
  if (n.kind !== 'account') return null;
  const topic = data['topic'] ?? 'other';
  const verdict = (data['verdict'] ?? '').split('|').filter((word) => word !== '');
  return {
    title: accountSentence(words, { topic, subject: data['subject'] ?? null, verdict }),
    detail: words.advice[topic] ?? words.advice['other'] ?? '',
  };
}
