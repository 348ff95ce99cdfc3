import { layFilm } from './draw-rooms.ts';

const MONO = 'font-family="DejaVu Sans Mono, monospace"';
const SANS = 'font-family="DejaVu Sans, sans-serif"';

/** A till receipt photographed on a counter. */
export function drawReceipt(w: number, h: number): string {
  const rows = [
    ['Memory foam x1', '1,900'],
    ['Memory foam x1', '1,900'],
    ['Memory foam x1', '1,900'],
    ['Memory foam x1', '1,900'],
  ];
  const lines = rows
    .map(
      ([label, value], i) =>
        `<text x="112" y="${250 + i * 36}" ${MONO} font-size="17" fill="#333">${label}</text><text x="372" y="${250 + i * 36}" ${MONO} font-size="17" fill="#333" text-anchor="end">${value}</text>`,
    )
    .join('');
  const teeth = Array.from({ length: 15 }, () => 'l10 12 l10 -12').join('');
  return `<defs><filter id="soft"><feGaussianBlur stdDeviation="9"/></filter><linearGradient id="paper" x2="1" y2="0.6"><stop stop-color="#fffdf7"/><stop offset="1" stop-color="#ece7da"/></linearGradient></defs>
<rect width="${w}" height="${h}" fill="#5d4633"/><path d="M0 120H${w}M0 380H${w}M0 610H${w}" stroke="#4d3827" stroke-width="6"/>
<g transform="rotate(-2.5 ${w / 2} ${h / 2})"><rect x="98" y="56" width="300" height="600" fill="#000" opacity="0.5" filter="url(#soft)"/>
<path d="M90 40H390V640 ${teeth.replaceAll('l10', 'l-10')}Z" fill="url(#paper)"/>
<text x="240" y="100" ${MONO} font-size="25" font-weight="bold" text-anchor="middle" fill="#222">TANDIKA HOME</text><text x="240" y="130" ${MONO} font-size="15" text-anchor="middle" fill="#555">Biashara St, Nairobi</text>
<text x="240" y="154" ${MONO} font-size="15" text-anchor="middle" fill="#555">Receipt TH-2260</text><path d="M112 182H372M112 400H372" stroke="#777" stroke-dasharray="6 5" stroke-width="2"/>${lines}
<text x="112" y="442" ${MONO} font-size="23" font-weight="bold" fill="#111">TOTAL</text><text x="372" y="442" ${MONO} font-size="23" font-weight="bold" fill="#111" text-anchor="end">7,600</text>
<text x="240" y="500" ${MONO} font-size="15" text-anchor="middle" fill="#555">Asante, karibu tena</text><path d="${Array.from({ length: 34 }, (_, i) => `M${130 + i * 6.6} 530v58`).join('')}" stroke="#222" stroke-width="3" stroke-dasharray="none"/></g>${layFilm(w, h)}`;
}

/** A phone screen showing a payment message, the kind customers send as proof. */
export function drawMpesaScreen(w: number, h: number): string {
  const body = [
    'UKM7R2T4QX Confirmed.',
    'Ksh4,000.00 paid to',
    'TANDIKA HOME.',
    'New M-PESA balance',
    'is Ksh1,208.50.',
    'Transaction cost,',
    'Ksh0.00.',
  ];
  const lines = body
    .map((line, i) => `<text x="50" y="${212 + i * 34}" ${SANS} font-size="20" fill="#1d2329">${line}</text>`)
    .join('');
  return `<rect width="${w}" height="${h}" fill="#f3f5f7"/><rect width="${w}" height="36" fill="#0f7a3d"/><text x="22" y="25" ${SANS} font-size="16" fill="#fff">10:42</text><path d="M${w - 70} 25v-6m9 6v-10m9 10v-14" stroke="#fff" stroke-width="5"/><rect x="${w - 36}" y="11" width="22" height="14" rx="3" fill="#fff"/>
<rect y="36" width="${w}" height="74" fill="#12894a"/><path d="M34 73l-12 0m0 0l9 -9m-9 9l9 9" stroke="#fff" stroke-width="4" fill="none"/><circle cx="78" cy="73" r="22" fill="#fff"/><text x="78" y="81" ${SANS} font-size="22" font-weight="bold" text-anchor="middle" fill="#12894a">M</text><text x="114" y="81" ${SANS} font-size="22" font-weight="bold" fill="#fff">MPESA</text>
<text x="${w / 2}" y="150" ${SANS} font-size="15" fill="#7a838c" text-anchor="middle">Today</text><rect x="26" y="172" width="${w - 70}" height="264" rx="16" fill="#fff"/>${lines}
<text x="50" y="462" ${SANS} font-size="14" fill="#8a939c">10:41</text><rect x="20" y="${h - 72}" width="${w - 40}" height="48" rx="24" fill="#e2e6ea"/><text x="44" y="${h - 41}" ${SANS} font-size="17" fill="#8a939c">Message</text>`;
}
