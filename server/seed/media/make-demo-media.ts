import { MEDIA } from './list-media.ts';
import { drawPicture } from './draw-picture.ts';
import { makePdf } from './make-pdf.ts';
import { makeVoiceNote } from './make-voice-note.ts';
import { makeWaveform } from './make-waveform.ts';

export type DemoMediaFile = {
  bytes: Uint8Array;
  mimeType: string;
  width?: number;
  height?: number;
  durationMs?: number;
  waveform?: number[];
};

/** Draws, speaks or prints the demo file of that key. Throws for a key that `MEDIA` does not list. */
export async function makeDemoMedia(key: string): Promise<DemoMediaFile> {
  const entry = MEDIA[key];
  if (!entry) throw new Error(`no demo media named ${key}`);
  if (entry.kind === 'pdf') return { bytes: makePdf(key), mimeType: entry.mimeType };
  if (entry.kind === 'voice') {
    const { durationMs, mimeType } = entry;
    return { bytes: makeVoiceNote(key, durationMs), mimeType, durationMs, waveform: makeWaveform(key) };
  }
  const { width, height, mimeType } = entry;
  return { bytes: await drawPicture(key, entry), mimeType, width, height };
}
