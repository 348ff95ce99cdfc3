import { makeWaveform } from './make-waveform.ts';

const RATE_HZ = 8000;
const HEADER_BYTES = 44;

/**
 * A mono 16-bit PCM WAV at 8 kHz holding a soft murmur: a low voiced hum with two resonances, loud and quiet as the
 * waveform of the same key says. No encoder is needed and any browser plays it.
 */
export function makeVoiceNote(key: string, durationMs: number): Uint8Array {
  const count = Math.round((durationMs * RATE_HZ) / 1000);
  const waveform = makeWaveform(key);
  const bytes = new Uint8Array(HEADER_BYTES + count * 2);
  const view = new DataView(bytes.buffer);
  writeHeader(view, count * 2);
  let phase = 0;
  for (let index = 0; index < count; index += 1) {
    const seconds = index / RATE_HZ;
    const place = (index / count) * (waveform.length - 1);
    const before = waveform[Math.floor(place)] ?? 0;
    const after = waveform[Math.ceil(place)] ?? before;
    const loudness = (before + (after - before) * (place % 1)) / 31;
    const pitch = 135 + 18 * Math.sin(seconds * 2.1) + 9 * Math.sin(seconds * 5.3);
    phase += (2 * Math.PI * pitch) / RATE_HZ;
    const syllable = 0.45 + 0.55 * Math.max(0, Math.sin(2 * Math.PI * 3.4 * seconds)) ** 1.5;
    const voiced = Math.sin(phase) + 0.5 * Math.sin(phase * 2 + 0.4) + 0.35 * Math.sin(phase * 4 + 1.1);
    const edge = Math.min(1, index / 400, (count - index) / 400);
    view.setInt16(HEADER_BYTES + index * 2, Math.round(5200 * loudness * syllable * edge * voiced), true);
  }
  return bytes;
}

function writeHeader(view: DataView, dataBytes: number): void {
  writeText(view, 0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  writeText(view, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE_HZ, true);
  view.setUint32(28, RATE_HZ * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  writeText(view, 36, 'data');
  view.setUint32(40, dataBytes, true);
}

function writeText(view: DataView, offset: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) view.setUint8(offset + index, text.charCodeAt(index));
}
