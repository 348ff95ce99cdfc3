/** Content types we show inside the page; everything else is offered as a download. */
const INLINE = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/amr',
  'audio/wav',
  'video/mp4',
  'video/3gpp',
  'application/pdf',
]);

// Whole types only, and none that ends in +xml: a claim goes into a header as it is.
const OFFICE = /^application\/(msword|zip|rtf|vnd\.[a-z0-9.-]{1,100})$/;
const HEIC = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'mif1', 'msf1']);
const AVIF = new Set(['avif', 'avis']);

const has = (bytes: Uint8Array, at: number, text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
};

/** What is this file really, by its first bytes? The sender's claim counts only for kinds that cannot run in a page. */
export function sniffType(bytes: Uint8Array, claimed: string): string {
  const claim = claimed.split(';')[0]!.trim().toLowerCase();
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (bytes[0] === 0x89 && has(bytes, 1, 'PNG')) return 'image/png';
  if (has(bytes, 0, 'GIF8')) return 'image/gif';
  if (has(bytes, 0, 'RIFF') && has(bytes, 8, 'WEBP')) return 'image/webp';
  if (has(bytes, 0, 'RIFF') && has(bytes, 8, 'WAVE')) return 'audio/wav';
  if (has(bytes, 0, 'OggS')) return 'audio/ogg';
  if (has(bytes, 0, 'ID3') || (bytes[0] === 0xff && (bytes[1]! & 0xe6) === 0xe2)) return 'audio/mpeg';
  if (has(bytes, 0, '#!AMR')) return 'audio/amr';
  if (bytes[0] === 0xff && (bytes[1]! & 0xf6) === 0xf0) return 'audio/aac';
  if (has(bytes, 0, '%PDF-')) return 'application/pdf';
  if (has(bytes, 4, 'ftyp')) {
    const brands = brandsOf(bytes);
    if (brands.some((brand) => AVIF.has(brand))) return 'image/avif';
    if (brands.some((brand) => HEIC.has(brand))) return 'image/heic';
    if (has(bytes, 8, '3g')) return claim === 'audio/3gpp' ? claim : 'video/3gpp';
    return claim.startsWith('audio/') ? 'audio/mp4' : 'video/mp4';
  }
  if (startsAsCard(bytes)) return 'text/vcard';
  if (/^text\/(plain|csv)$/.test(claim)) return claim;
  if (OFFICE.test(claim)) return claim;
  return 'application/octet-stream';
}

function startsAsCard(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 32)).trimStart();
  return start.toUpperCase().startsWith('BEGIN:VCARD');
}

/** The names in the first box of a film or a picture: its own, then those it is compatible with. */
function brandsOf(bytes: Uint8Array): string[] {
  const size = Math.min(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), bytes.length, 256);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= size; at += 4) {
    if (at !== 12) brands.push(String.fromCharCode(...bytes.subarray(at, at + 4)));
  }
  return brands;
}

/** May a page show this, or must it be a download? */
export function isInlineType(mimeType: string): boolean {
  return INLINE.has(mimeType);
}
