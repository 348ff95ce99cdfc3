/** A stable unsigned 32-bit number from a text (FNV-1a), so that the demo varies without any randomness. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A stable whole number in [low, high] from a text. */
export function pickBetween(text: string, low: number, high: number): number {
  return low + (hashText(text) % (high - low + 1));
}
