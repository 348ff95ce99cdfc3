import { hashText } from '../content/hash-text.ts';

/** Forty loudness values from 0 to 31 that rise and fall like speech; the same key always gives the same ones. */
export function makeWaveform(key: string): number[] {
  return Array.from({ length: 40 }, (_, index) => {
    const syllable = hashText(`${key}:${index}`) % 20;
    const phrase = 0.55 + 0.45 * Math.sin(index / 3 + (hashText(key) % 7));
    const breath = (index + (hashText(key) % 11)) % 13 === 0 ? 0.1 : 1;
    return Math.min(31, Math.max(1, Math.round((8 + syllable) * phrase * breath + 2)));
  });
}
