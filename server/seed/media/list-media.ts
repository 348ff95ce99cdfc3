export type PictureEntry = {
  kind: 'picture';
  mimeType: 'image/jpeg' | 'image/png' | 'image/webp';
  width: number;
  height: number;
};
export type VoiceEntry = { kind: 'voice'; mimeType: 'audio/wav'; durationMs: number };
export type PdfEntry = { kind: 'pdf'; mimeType: 'application/pdf'; fileName: string };
export type MediaEntry = PictureEntry | VoiceEntry | PdfEntry;

function photo(width = 720, height = 540): PictureEntry {
  return { kind: 'picture', mimeType: 'image/jpeg', width, height };
}

function voice(seconds: number): VoiceEntry {
  return { kind: 'voice', mimeType: 'audio/wav', durationMs: seconds * 1000 };
}

function pdf(fileName: string): PdfEntry {
  return { kind: 'pdf', mimeType: 'application/pdf', fileName };
}

/** Every file the demo conversations show, by key, with what is known of it before it is made. */
export const MEDIA: Record<string, MediaEntry> = {
  'bed-grey': photo(),
  'bed-white': photo(),
  'bed-maroon': photo(),
  'curtains-navy': photo(540, 720),
  'curtains-sheer': photo(540, 720),
  'receipt-paper': photo(480, 720),
  'gate-green': photo(),
  'rider-parcel': photo(),
  swatches: photo(),
  'pillow-torn': photo(),
  'window-bare': photo(540, 720),
  'mpesa-screen': { kind: 'picture', mimeType: 'image/png', width: 420, height: 720 },
  'map-ruiru': { kind: 'picture', mimeType: 'image/png', width: 640, height: 480 },
  'sticker-asante': { kind: 'picture', mimeType: 'image/webp', width: 320, height: 320 },
  'voice-4': voice(4),
  'voice-6': voice(6),
  'voice-8': voice(8),
  'voice-9': voice(9),
  'voice-11': voice(11),
  'voice-13': voice(13),
  'voice-16': voice(16),
  'voice-18': voice(18),
  'voice-20': voice(20),
  'price-list': pdf('Tandika Home price list.pdf'),
  'receipt-mercy': pdf('Receipt TH-2291.pdf'),
  'receipt-kamande': pdf('Receipt TH-2274.pdf'),
  'quote-bluepalm': pdf('Quotation BluePalm 24 sets.pdf'),
};
