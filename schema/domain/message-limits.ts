/** WhatsApp's limits on what we write, in characters (Cloud API messages reference). */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;

export type TextFault = 'text_empty' | 'text_too_long';

/** What stops this text from going, if anything. White space alone is nothing to say. */
export function textFault(text: string, limit = TEXT_LIMIT): TextFault | null {
  if (text.trim().length === 0) return 'text_empty';
  return [...text].length > limit ? 'text_too_long' : null;
}
