const SKIPPED = new Set(['wa', 'na', 'of', 'the', 'and', 'bin', 'binti', 'ya', 'za']);

/** One or two capital letters for an avatar; empty for a bare number, which is drawn as a figure instead. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const named = words.filter((word) => /^\p{L}/u.test(word));
  if (named.length === 0) return '';
  const telling = named.filter((word) => !SKIPPED.has(word.toLowerCase()));
  const first = telling[0] ?? named[0] ?? '';
  const last = telling.length > 1 ? telling[telling.length - 1] : undefined;
  return `${firstLetter(first)}${last ? firstLetter(last) : ''}`;
}

function firstLetter(word: string): string {
  return (Array.from(word)[0] ?? '').toUpperCase();
}

/** A hue (0–359) that stays with an id on every machine. */
export function hueOf(id: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 16_777_619);
  }
  return (hash >>> 0) % 360;
}
