/** Why a signed body is refused at the door, or null when it may be stored. */
export type BodyFault = 'not_utf8' | 'not_json' | 'too_deep';

const MAX_DEPTH = 40;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Cheap checks before storing: real UTF-8, real JSON, no tower of brackets. Says nothing about what it means. */
export function bodyFault(body: Uint8Array): BodyFault | null {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return 'not_utf8';
  }
  if (depthOf(text) > MAX_DEPTH) return 'too_deep';
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? null : 'not_json';
  } catch {
    return 'not_json';
  }
}

/** How deep brackets nest, strings left out. Counted before parsing, so that a tower never reaches the parser. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x7b || c === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (c === 0x7d || c === 0x5d) depth--;
  }
  return deepest;
}
