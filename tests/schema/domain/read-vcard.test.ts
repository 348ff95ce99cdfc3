import { describe, expect, it } from 'vitest';
import { readVcards } from '#schema/domain/read-vcard.ts';

const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');

describe('a contact card in a file', () => {
  it('as an iPhone writes it is read', () => {
    const text = card(
      'VERSION:3.0',
      'PRODID:-//Apple Inc.//iPhone OS//EN',
      'N:Mfano;Halima;;;',
      'FN:Halima Mfano',
      'ORG:Mfano Traders;Sales',
      'EMAIL;type=INTERNET;type=pref:halima@example.com',
      'item1.TEL;type=CELL;waid=254700000021:+254 700 000021',
      'item1.X-ABLabel:kazi',
      'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg',
      ' ABAQEASABIAAD/2wBDAP',
    );
    expect(readVcards(text)).toEqual([
      {
        name: 'Halima Mfano',
        organisation: 'Mfano Traders',
        phones: ['+254 700 000021'],
        emails: ['halima@example.com'],
      },
    ]);
  });

  it('as an old Android writes it, in quoted pieces, is read', () => {
    const text = card(
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;=4D=61=6D=61=20=4E=6A=6F=6B=69=20=',
      '=F0=9F=98=80;;;',
      'TEL;CELL:0700000022',
    );
    expect(readVcards(text)).toEqual([
      { name: 'Mama Njoki 😀', organisation: null, phones: ['0700000022'], emails: [] },
    ]);
  });

  it('of several people is several, and one without anything to show is none', () => {
    const text = card('FN:Juma') + card('NOTE:x') + card('TEL:tel:+254700000023', 'FN:A\\, B');
    expect(readVcards(text).map(({ name, phones }) => [name, ...phones])).toEqual([
      ['Juma'],
      ['A, B', '+254700000023'],
    ]);
  });

  it('of any other kind, broken off or without end, breaks nothing', () => {
    expect(readVcards('')).toEqual([]);
    expect(readVcards('FN:nobody\nEND:VCARD')).toEqual([]);
    expect(readVcards('BEGIN:VCARD\nFN:half')).toEqual([]);
    expect(readVcards(card('FN:x').repeat(500))).toHaveLength(20);
    expect(readVcards(card(`FN:${'x'.repeat(5_000)}`, ...Array(90).fill('TEL:1'), 'N:%E0%A4%A'))[0]).toEqual({
      name: 'x'.repeat(200),
      organisation: null,
      phones: ['1'],
      emails: [],
    });
    const before = process.cpuUsage();
    readVcards('BEGIN:VCARD\n' + ';'.repeat(200_000) + '\n' + 'a;'.repeat(50_000));
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});
