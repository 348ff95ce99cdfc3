/** What a file is sent as. A voice note is an audio file that was recorded here. */
export const MEDIA_KINDS = ['image', 'video', 'audio', 'voice', 'document'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

export type MediaFault = 'media_too_large' | 'media_unsupported';

const MB = 1024 * 1024;

/** WhatsApp's limits for files a business sends, in bytes (Cloud API media reference). */
export const MEDIA_LIMIT_BYTES: Record<MediaKind, number> = {
  image: 5 * MB,
  video: 16 * MB,
  audio: 16 * MB,
  voice: 16 * MB,
  document: 100 * MB,
};

/** The largest file of any kind, in bytes. */
export const LARGEST_FILE_BYTES = MEDIA_LIMIT_BYTES.document;

const AUDIO = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'];
const VOICE = ['audio/ogg', 'audio/mp4', 'audio/aac'];
const DOCUMENT =
  /^(text\/(plain|csv|vcard)|application\/(pdf|msword|vnd\.(ms-excel|ms-powerpoint|openxmlformats-officedocument\..+)))$/;

/** What can a file of this content type be sent as? Null when WhatsApp takes no such file. */
export function mediaKindOf(mimeType: string, { isVoice = false } = {}): MediaKind | null {
  if (isVoice) return VOICE.includes(mimeType) ? 'voice' : null;
  if (mimeType === 'image/jpeg' || mimeType === 'image/png') return 'image';
  if (mimeType === 'video/mp4' || mimeType === 'video/3gpp') return 'video';
  if (AUDIO.includes(mimeType)) return 'audio';
  return DOCUMENT.test(mimeType) ? 'document' : null;
}

/** What stops this file from going, if anything. */
export function mediaFault(file: { kind: MediaKind | null; sizeBytes: number }): MediaFault | null {
  if (file.kind === null || file.sizeBytes === 0) return 'media_unsupported';
  return file.sizeBytes > MEDIA_LIMIT_BYTES[file.kind] ? 'media_too_large' : null;
}

/** "5 MB": how a limit is said. */
export function limitInWords(kind: MediaKind): string {
  return `${MEDIA_LIMIT_BYTES[kind] / MB} MB`;
}

/** May words stand under it? WhatsApp draws no caption for a recording. */
export function takesCaption(kind: MediaKind): boolean {
  return kind !== 'audio' && kind !== 'voice';
}
