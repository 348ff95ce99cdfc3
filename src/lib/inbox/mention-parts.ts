import { neutraliseBidi } from '#lib/format/message-text.ts';

const MENTION = /(^|[\s(])(@[\p{L}\p{N}_.-]*[\p{L}\p{N}])/gu;

/** A note cut at its @mentions, so that they can be drawn bold. Joined again the parts are the note. */
export function mentionParts(source: string): { text: string; isMention: boolean }[] {
  const text = neutraliseBidi(source);
  const parts: { text: string; isMention: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(MENTION)) {
    const start = match.index + (match[1]?.length ?? 0);
    const name = match[2] ?? '';
    if (start > from) parts.push({ text: text.slice(from, start), isMention: false });
    parts.push({ text: name, isMention: true });
    from = start + name.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isMention: false });
  return parts;
}
