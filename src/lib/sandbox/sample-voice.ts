const RATE = 16_000;
const HEADER_BYTES = 44;

/** A spoken-sounding hum as a WAV file: 16 kHz, mono, 16 bit. The same seconds always give the same bytes. */
export function makeSampleVoice(seconds: number): Uint8Array<ArrayBuffer> {
  const count = Math.round(seconds * RATE);
  const bytes = new Uint8Array(HEADER_BYTES + count * 2);
  const view = new DataView(bytes.buffer);
  writeHeader(view, count * 2);
  let phase = 0;
  for (let index = 0; index < count; index += 1) {
    const at = index / RATE;
    phase += (2 * Math.PI * pitchAt(at)) / RATE;
    const voice = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.25 * Math.sin(3 * phase);
    const sample = voice * 0.22 * loudnessAt(at, seconds);
    view.setInt16(HEADER_BYTES + index * 2, Math.round(sample * 32_767), true);
  }
  return bytes;
}

/** A tune that wanders as a sentence does, in Hz. */
function pitchAt(at: number): number {
  return 150 + 28 * Math.sin(at * 2.1) + 14 * Math.sin(at * 5.3);
}

/** Syllables, and silence at both ends so that nothing clicks. 0 to 1. */
function loudnessAt(at: number, seconds: number): number {
  const syllable = Math.max(0, Math.sin(at * 2 * Math.PI * 2.6)) ** 0.6;
  const phrase = 0.65 + 0.35 * Math.sin(at * 1.7);
  const edge = Math.min(1, at / 0.1, (seconds - at) / 0.1);
  return Math.max(0, syllable * phrase * edge);
}

function writeHeader(view: DataView, dataBytes: number): void {
  writeText(view, 0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  writeText(view, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  writeText(view, 36, 'data');
  view.setUint32(40, dataBytes, true);
}

function writeText(view: DataView, offset: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) view.setUint8(offset + index, text.charCodeAt(index));
}
