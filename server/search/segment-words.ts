import { wordsOf } from '#schema/domain/search-words.ts';

/** Every different word of a text as the index keeps it, in a segment: the notation of a tsvector. */
export function segmentVector(segmentId: number, text: string): string {
  const lead = leadOf(segmentId);
  return [...new Set(wordsOf(text))].map((word) => `'${lead}${word}'`).join(' ');
}

/** All of the words, each as a beginning, in a segment: the notation of a tsquery. */
export function segmentQuery(segmentId: number, words: readonly string[]): string {
  const lead = leadOf(segmentId);
  return words.map((word) => `'${lead}${word}':*`).join(' & ');
}

function leadOf(segmentId: number): string {
  return `${segmentId.toString(36)}.`;
}
