import type { MediaModel } from '#lib/inbox/message.ts';
import type { PhoneMessage } from '#lib/sandbox/sandbox-api.ts';

/** A file on the customer's phone as the inbox's players take it. `durationMs` is null until the file told. */
export function mediaOf(message: PhoneMessage, durationMs: number | null = null): MediaModel {
  return {
    state: 'ready',
    url: message.mediaUrl,
    thumbnailUrl: null,
    mimeType: message.mimeType ?? 'application/octet-stream',
    fileName: message.fileName,
    sizeBytes: null,
    durationMs,
    widthPx: null,
    heightPx: null,
    pageCount: null,
    waveform: null,
    isVoiceNote: message.type === 'voice',
    uploaded: null,
  };
}
