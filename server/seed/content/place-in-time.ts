import { pickBetween } from './hash-text.ts';
import { atNairobi } from './nairobi-time.ts';
import type { ScriptLine } from './parse-script.ts';

const MINUTE_MS = 60_000;

export type PlacedLine = { at: number; line: Extract<ScriptLine, { kind: 'message' | 'activity' }> };

/**
 * Gives every message and activity of a script its instant: strictly ascending, never later than `now`, with the
 * pauses people make. A section placed in minutes before now is squeezed so that it ends before now.
 */
export function placeInTime(lines: ScriptLine[], key: string, now: number): PlacedLine[] {
  const placed: PlacedLine[] = [];
  let previousAt = 0;
  let nextAt: number | null = null;
  let squeezeMs = Number.POSITIVE_INFINITY;
  let lastSpeaker = '';
  lines.forEach((line, index) => {
    if (line.kind === 'day') {
      nextAt =
        atNairobi(now, line.days, line.hours, line.minutes) + pickBetween(`${key}:${index}`, 0, 50) * 1000;
      squeezeMs = Number.POSITIVE_INFINITY;
      return;
    }
    if (line.kind === 'ago') {
      const section = readSection(lines, index);
      const wantedAt = now - line.minutes * MINUTE_MS;
      nextAt = section.some(isFromShop) ? moveIntoShopHours(wantedAt, now, `${key}:${index}`) : wantedAt;
      squeezeMs = ((now - Math.max(nextAt, previousAt)) * 0.8) / (section.length + 1);
      return;
    }
    if (line.kind === 'pause') {
      nextAt = previousAt + line.minutes * MINUTE_MS + pickBetween(`${key}:${index}`, 5, 55) * 1000;
      return;
    }
    const speaker = line.kind === 'message' ? line.author : lastSpeaker;
    const gapMs = Math.min(breathe(`${key}:${index}`, speaker === lastSpeaker), squeezeMs);
    const at = Math.round(Math.max(nextAt ?? previousAt + gapMs, previousAt + 1000));
    placed.push({ at, line });
    previousAt = at;
    nextAt = null;
    lastSpeaker = speaker;
  });
  return placed;
}

/** People add a second bubble quickly and answer another person after a while. */
function breathe(seed: string, isSameSpeaker: boolean): number {
  if (isSameSpeaker) return pickBetween(seed, 9, 55) * 1000;
  return pickBetween(seed, 35, 290) * 1000;
}

function readSection(lines: ScriptLine[], from: number): ScriptLine[] {
  const rest = lines.slice(from + 1);
  const end = rest.findIndex((line) => line.kind === 'day' || line.kind === 'ago');
  return end === -1 ? rest : rest.slice(0, end);
}

function isFromShop(line: ScriptLine): boolean {
  return line.kind === 'message' && line.direction !== 'inbound' && !line.author.startsWith('rule:');
}

/** Nobody in the shop answers at night: such a section waits for the morning, or was the evening before. */
function moveIntoShopHours(at: number, now: number, seed: string): number {
  const opensAt = atNairobi(at, 0, 8, 0);
  const shutsAt = atNairobi(at, 0, 19, 0);
  if (at >= opensAt && at < shutsAt) return at;
  const spreadMs = pickBetween(seed, 1, 50) * MINUTE_MS;
  const morningAt = atNairobi(at, at < opensAt ? 0 : 1, 8, 0) + spreadMs;
  if (morningAt < now - 30 * MINUTE_MS) return morningAt;
  return atNairobi(at, at < opensAt ? -1 : 0, 18, 0) + spreadMs;
}
