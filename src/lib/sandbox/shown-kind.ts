import type { PhoneMessage } from './sandbox-api.ts';

export type ShownKind = 'image' | 'sticker' | 'video' | 'audio' | 'document' | 'none';

/** How a bubble's file is drawn. A template's heading may be a file too: there the file's type says which. */
export function shownKind(message: Pick<PhoneMessage, 'type' | 'mediaUrl' | 'mimeType'>): ShownKind {
  if (message.mediaUrl === null) return 'none';
  if (message.type === 'voice' || message.type === 'audio') return 'audio';
  if (message.type === 'image' || message.type === 'sticker' || message.type === 'video') return message.type;
  if (message.type === 'document') return 'document';
  const family = message.mimeType?.split('/')[0];
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

/** What WhatsApp makes of a file someone picked. */
export function fileKind(mimeType: string): 'image' | 'video' | 'audio' | 'document' {
  if (/^image\/(jpeg|png)$/.test(mimeType)) return 'image';
  if (/^video\/(mp4|3gpp)$/.test(mimeType)) return 'video';
  return /^audio\/(aac|mp4|mpeg|amr|ogg)/.test(mimeType) ? 'audio' : 'document';
}

/** Only web addresses may be followed from a bubble. */
export function safeLink(address: string): string | null {
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? address : null;
}
