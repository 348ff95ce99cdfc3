type Row = [label: string, value: string];
type Sheet = { title: string; subtitle: string; rows: Row[]; footer: string };

const SHEETS: Record<string, Sheet> = {
  'price-list': {
    title: 'Tandika Home',
    subtitle: 'Price list, bedding and curtains (KSh, VAT included)',
    rows: [
      ['Duvet set 4x6 (duvet, sheet, 2 cases)', '3,800'],
      ['Duvet set 5x6', '4,500'],
      ['Duvet set 6x6', '5,200'],
      ['Duvet set 6x6, heavy winter', '6,400'],
      ['Cotton bedsheets 5x6, pair', '1,800'],
      ['Cotton bedsheets 6x6, pair', '2,200'],
      ['Mattress protector 6x6, waterproof', '2,600'],
      ['Fibre pillow / memory foam pillow', '650 / 1,900'],
      ['Blackout curtain, per metre', '950'],
      ['Linen look curtain, per metre', '750'],
      ['Sheer, per metre', '450'],
      ['Stitching and eyelets, per metre', '150'],
      ['Double rod 3 m with brackets', '1,900'],
      ['Fitting, per window in Nairobi', '500'],
      ['Delivery: CBD 200, Nairobi 300, Kiambu and Machakos', '450'],
    ],
    footer: 'Till 000000 Tandika Home. Prices stand for 30 days. Exchange within 7 days with receipt.',
  },
  'receipt-mercy': {
    title: 'Receipt TH-2291',
    subtitle: 'Mercy Atieno, Ruiru',
    rows: [
      ['Duvet set 6x6, grey', '5,200'],
      ['Cotton bedsheets 6x6, pair', '2,200'],
      ['Fibre pillows x 2', '1,300'],
      ['Delivery, Ruiru', '300'],
      ['Total paid by M-Pesa', '9,000'],
    ],
    footer: 'Asante kwa kununua Tandika Home. Exchange within 7 days with this receipt.',
  },
  'receipt-kamande': {
    title: 'Receipt TH-2274',
    subtitle: 'Joseph Kamande, Thika',
    rows: [
      ['Blackout curtains, navy, 12 m', '11,400'],
      ['Stitching and eyelets, 12 m', '1,800'],
      ['Double rod 3 m x 2', '3,800'],
      ['Fitting, 2 windows', '1,000'],
      ['Total paid by M-Pesa', '18,000'],
    ],
    footer: 'Fitting is guaranteed for six months.',
  },
  'quote-bluepalm': {
    title: 'Quotation Q-118',
    subtitle: 'BluePalm Serviced Flats, Kilimani',
    rows: [
      ['Duvet set 6x6, white hotel stripe x 24 at 4,650', '111,600'],
      ['Cotton bedsheets 6x6, pair x 24 at 1,950', '46,800'],
      ['Memory foam pillows x 48 at 1,650', '79,200'],
      ['Delivery', 'free'],
      ['Total', '237,600'],
    ],
    footer: 'Valid 14 days. Half on order, half on delivery.',
  },
};

/** A one-page A4 PDF of the named sheet (price list, receipt or quotation). Throws for a key it does not know. */
export function makePdf(key: string): Uint8Array {
  const sheet = SHEETS[key];
  if (!sheet) throw new Error(`no sheet named ${key}`);
  return assemblePdf(drawSheet(sheet));
}

function drawSheet(sheet: Sheet): string {
  const out: string[] = ['0.06 0.35 0.24 rg 0 792 595 50 re f'];
  out.push(writeText('F2', 20, 48, 808, sheet.title, '1 1 1'));
  out.push(writeText('F1', 12, 48, 762, sheet.subtitle, '0.3 0.34 0.38'));
  let y = 724;
  for (const [label, value] of sheet.rows) {
    const isTotal = label.startsWith('Total');
    out.push(writeText(isTotal ? 'F2' : 'F1', 12, 48, y, label, '0.1 0.12 0.15'));
    out.push(writeText(isTotal ? 'F2' : 'F1', 12, 470, y, value, '0.1 0.12 0.15'));
    out.push(`0.87 0.88 0.9 RG 0.6 w 48 ${y - 9} m 547 ${y - 9} l S`);
    y -= 28;
  }
  out.push(writeText('F1', 10, 48, y - 12, sheet.footer, '0.3 0.34 0.38'));
  return out.join('\n');
}

function writeText(font: string, size: number, x: number, y: number, text: string, colour: string): string {
  const safe = text.replace(/[\\()]/g, (mark) => `\\${mark}`);
  return `BT ${colour} rg /${font} ${size} Tf ${x} ${y} Td (${safe}) Tj ET`;
}

function assemblePdf(drawing: string): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ' +
      '/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets: number[] = [];
  objects.forEach((object, index) => {
    offsets.push(body.length);
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  body += `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\n`;
  body += `startxref\n${body.lastIndexOf('xref\n0')}\n%%EOF\n`;
  return new TextEncoder().encode(body);
}
