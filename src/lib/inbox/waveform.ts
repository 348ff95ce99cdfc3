/** Bar heights 0–1 for a recording: the given loudness cut to `bars` points, or a calm stand-in grown from `seed`. */
export function waveformBars(loudness: readonly number[] | null, bars: number, seed: string): number[] {
  if (loudness === null || loudness.length === 0) return standIn(bars, seed);
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * loudness.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * loudness.length) / bars));
    const peak = Math.max(...loudness.slice(from, to));
    return Math.max(0.08, Math.min(1, peak));
  });
}

function standIn(bars: number, seed: string): number[] {
  let state = 7;
  for (const letter of seed) state = (state * 31 + letter.charCodeAt(0)) % 65_521;
  return Array.from({ length: bars }, () => {
    state = (state * 75 + 74) % 65_537;
    return 0.12 + 0.6 * (state / 65_537);
  });
}
