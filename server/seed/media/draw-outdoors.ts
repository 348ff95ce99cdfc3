import { layFilm } from './draw-rooms.ts';

/** A green steel gate in a stone wall with a house number, a jacaranda behind it. */
export function drawGate(w: number, h: number): string {
  const bars = Array.from(
    { length: 15 },
    (_, i) =>
      `<rect x="${w * 0.23 + i * (w * 0.036)}" y="${h * 0.36}" width="9" height="${h * 0.46}" fill="#2f6b4a"/>`,
  ).join('');
  const stones = Array.from({ length: 40 }, (_, i) => {
    const row = Math.floor(i / 8);
    const x = (i % 8) * (w / 7) - (row % 2) * 40;
    return `<rect x="${x}" y="${h * 0.4 + row * 45}" width="${w / 7 - 5}" height="41" rx="4" fill="${['#b9ada0', '#a89c8f', '#c4b8aa'][i % 3]}"/>`;
  }).join('');
  const blossom = Array.from(
    { length: 46 },
    (_, i) =>
      `<circle cx="${w * 0.66 + ((i * 67) % 240) - 60}" cy="${30 + ((i * 41) % 150)}" r="${14 + ((i * 5) % 15)}" fill="${['#8f7bc4', '#a894d6', '#7664ab'][i % 3]}" opacity="0.85"/>`,
  ).join('');
  return `<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#8cc1e8"/><stop offset="1" stop-color="#eaf3f4"/></linearGradient></defs>
<rect width="${w}" height="${h}" fill="url(#sky)"/><path d="M${w * 0.12} ${h * 0.4} l120 -90 120 90z" fill="#a94f33"/><rect x="${w * 0.15}" y="${h * 0.38}" width="200" height="90" fill="#f0e4c9"/>
<path d="M${w * 0.78} ${h * 0.5}q-8 -90 6 -170" stroke="#5c4636" stroke-width="16" fill="none"/>${blossom}${stones}
<rect x="${w * 0.2}" y="${h * 0.3}" width="${w * 0.6}" height="${h * 0.56}" fill="#8b8378"/><rect x="${w * 0.22}" y="${h * 0.34}" width="${w * 0.56}" height="${h * 0.5}" fill="#1f4d34"/>${bars}
<rect x="${w * 0.22}" y="${h * 0.34}" width="${w * 0.56}" height="12" fill="#26593d"/><rect x="${w * 0.22}" y="${h * 0.56}" width="${w * 0.56}" height="12" fill="#26593d"/><rect x="${w * 0.495}" y="${h * 0.34}" width="7" height="${h * 0.5}" fill="#12311f"/>
<rect x="${w * 0.06}" y="${h * 0.48}" width="74" height="48" rx="4" fill="#173b7a"/><text x="${w * 0.06 + 37}" y="${h * 0.48 + 34}" font-family="DejaVu Sans, sans-serif" font-size="28" font-weight="bold" fill="#fff" text-anchor="middle">14</text>
<rect y="${h * 0.84}" width="${w}" height="${h * 0.16}" fill="#b5764a"/><path d="M0 ${h * 0.9}q160 -14 340 6t380 -4" stroke="#95603b" stroke-width="7" fill="none"/>${layFilm(w, h)}`;
}

/** A delivery rider on a motorcycle with a parcel strapped behind. */
export function drawRider(w: number, h: number): string {
  const wheel = (x: number) =>
    `<circle cx="${x}" cy="${h * 0.76}" r="62" fill="#20242a"/><circle cx="${x}" cy="${h * 0.76}" r="44" fill="#8c9299"/><circle cx="${x}" cy="${h * 0.76}" r="36" fill="#31363d"/><circle cx="${x}" cy="${h * 0.76}" r="9" fill="#c9ced4"/>`;
  return `<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#f5d9a8"/><stop offset="1" stop-color="#fdf3df"/></linearGradient><filter id="soft"><feGaussianBlur stdDeviation="9"/></filter></defs>
<rect width="${w}" height="${h}" fill="url(#sky)"/><path d="M0 ${h * 0.3}h90v-60h70v80h110v-110h84v120h120v-70h96v90h150V${h * 0.7}H0z" fill="#d2b692"/>
<path d="${Array.from({ length: 18 }, (_, i) => `M${20 + i * 39} ${h * 0.36 + (i % 3) * 40}h14v18h-14z`).join('')}" fill="#b2926c"/>
<rect y="${h * 0.66}" width="${w}" height="${h * 0.34}" fill="#6f6a65"/><path d="M0 ${h * 0.94}h90m60 0h120m60 0h120m60 0h120" stroke="#efe7c9" stroke-width="8"/><ellipse cx="${w * 0.5}" cy="${h * 0.88}" rx="230" ry="18" fill="#1c1a18" opacity="0.55" filter="url(#soft)"/>
${wheel(w * 0.3)}${wheel(w * 0.7)}
<path d="M${w * 0.3} ${h * 0.76} L${w * 0.42} ${h * 0.6} L${w * 0.6} ${h * 0.62} L${w * 0.7} ${h * 0.76}" stroke="#3a3f46" stroke-width="14" fill="none"/><path d="M${w * 0.36} ${h * 0.56} h${w * 0.2} q40 -6 60 -34 l22 8 q-6 60 -52 66 l-${w * 0.2} 14z" fill="#b8302a"/>
<path d="M${w * 0.66} ${h * 0.5} l${w * 0.04} ${h * 0.26}" stroke="#9aa0a7" stroke-width="11"/><path d="M${w * 0.6} ${h * 0.44} l46 8" stroke="#23272c" stroke-width="10"/><circle cx="${w * 0.69}" cy="${h * 0.52}" r="17" fill="#fbeeb4"/>
<g><rect x="${w * 0.2}" y="${h * 0.26}" width="150" height="150" rx="5" fill="#c89a63"/><rect x="${w * 0.2}" y="${h * 0.26}" width="150" height="150" rx="5" fill="none" stroke="#9d7443" stroke-width="4"/><path d="M${w * 0.2 + 66} ${h * 0.26}h18v150h-18z" fill="#e7cfa4"/><rect x="${w * 0.2 + 18}" y="${h * 0.26 + 70}" width="56" height="38" fill="#fff"/><path d="M${w * 0.2 + 24} ${h * 0.26 + 80}h42m-42 9h34m-34 9h40" stroke="#666" stroke-width="3"/></g>
<path d="M${w * 0.44} ${h * 0.58} q-6 -120 44 -146 q44 6 46 64 l-10 88z" fill="#e08a1e"/><path d="M${w * 0.45} ${h * 0.44}h84" stroke="#f6ef9a" stroke-width="11"/><path d="M${w * 0.5} ${h * 0.36} q54 20 96 42" stroke="#d07a14" stroke-width="25" stroke-linecap="round" fill="none"/><circle cx="${w * 0.625}" cy="${h * 0.44}" r="12" fill="#5b3a26"/>
<path d="M${w * 0.46} ${h * 0.57} q70 -16 98 34 l-6 66" stroke="#2d3a52" stroke-width="32" stroke-linecap="round" fill="none"/>
<circle cx="${w * 0.53}" cy="${h * 0.24}" r="37" fill="#5b3a26"/><path d="M${w * 0.53 - 41} ${h * 0.25} a41 41 0 0 1 82 -8 l-2 8z" fill="#194f38"/><path d="M${w * 0.53 + 2} ${h * 0.25}h40v12h-30z" fill="#20242a"/>${layFilm(w, h)}`;
}

/** A piece of street map with a pin. */
export function drawMap(w: number, h: number): string {
  const text = (x: number, y: number, words: string, turn = 0) =>
    `<text x="${x}" y="${y}" transform="rotate(${turn} ${x} ${y})" font-family="DejaVu Sans, sans-serif" font-size="15" fill="#5d6570">${words}</text>`;
  return `<rect width="${w}" height="${h}" fill="#eef0ea"/><path d="M0 0h210l-40 170L0 200z" fill="#d3e8cc"/><path d="M${w} ${h}V${h * 0.66}q-120 -20 -170 60t-120 70z" fill="#cfe5f2"/>
<g fill="#e1ddd2">${Array.from({ length: 26 }, (_, i) => `<rect x="${40 + ((i * 97) % (w - 80))}" y="${210 + ((i * 53) % 170)}" width="${26 + ((i * 7) % 22)}" height="22" rx="2"/>`).join('')}</g>
<g fill="none" stroke="#fff" stroke-linecap="round"><path d="M-10 330 Q200 260 330 250 T${w + 10} 120" stroke-width="26"/><path d="M260 -10 L300 ${h + 10}" stroke-width="17"/><path d="M0 430 L${w} 360M120 190L160 ${h}M430 0l60 ${h}M300 90l${w} -60" stroke-width="11"/></g>
<path d="M-10 330 Q200 260 330 250 T${w + 10} 120" stroke="#f5cf6a" stroke-width="18" fill="none"/>${text(56, 304, 'Thika Road', -15)}${text(350, 300, 'Kimbo Stage')}${text(36, 80, 'Ruiru Grounds')}${text(500, 440, 'Ndarugu')}${text(384, 50, 'Membley')}
<ellipse cx="340" cy="244" rx="20" ry="7" fill="#000" opacity="0.25"/><path d="M340 242c-34 -44 -42 -60 -42 -80a42 42 0 0 1 84 0c0 20 -8 36 -42 80z" fill="#d6392f"/><circle cx="340" cy="160" r="16" fill="#fff"/>`;
}

/** A round sticker with a smiling cup of tea and the word for thanks. */
export function drawSticker(w: number, h: number): string {
  return `<circle cx="${w / 2}" cy="${h / 2}" r="150" fill="#fff"/><circle cx="${w / 2}" cy="${h / 2}" r="140" fill="#f6c453"/>
<path d="M92 120h126v70q0 46 -46 46h-34q-46 0 -46 -46z" fill="#b5472f"/><path d="M218 136q44 -4 40 34t-46 36" stroke="#b5472f" stroke-width="15" fill="none"/><ellipse cx="155" cy="120" rx="63" ry="15" fill="#7a4a26"/>
<circle cx="133" cy="166" r="7" fill="#2b160e"/><circle cx="178" cy="166" r="7" fill="#2b160e"/><path d="M136 186q20 22 40 0" stroke="#2b160e" stroke-width="6" fill="none" stroke-linecap="round"/>
<path d="M126 98q-14 -18 2 -34t0 -30M156 94q-14 -18 2 -34t0 -30M186 98q-14 -18 2 -34t0 -30" stroke="#fff8e2" stroke-width="8" fill="none" stroke-linecap="round"/>
<text x="${w / 2}" y="278" font-family="DejaVu Sans, sans-serif" font-size="38" font-weight="bold" text-anchor="middle" fill="#194f38">Asante!</text>`;
}
