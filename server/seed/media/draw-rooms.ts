type BedColours = { wall: string; duvet: string; shade: string; pillow: string };
type CurtainColours = { cloth: string; fold: string; light: string; clear: number };

/** A soft grain and vignette laid over a scene so that a flat drawing reads as a phone photo. */
export function layFilm(w: number, h: number): string {
  return `<defs><filter id="grain"><feTurbulence type="fractalNoise" baseFrequency="0.9" numOctaves="2" seed="7"/>
<feColorMatrix values="0 0 0 0 0.5  0 0 0 0 0.5  0 0 0 0 0.5  0 0 0 0.16 0"/></filter>
<radialGradient id="film" cx="45%" cy="42%" r="78%"><stop offset="55%" stop-color="#000" stop-opacity="0"/>
<stop offset="100%" stop-color="#1a120a" stop-opacity="0.38"/></radialGradient></defs>
<rect width="${w}" height="${h}" filter="url(#grain)"/><rect width="${w}" height="${h}" fill="url(#film)"/>`;
}

/** A made bed seen from its foot, with two pillows, a headboard, a lamp and a picture on the wall. */
export function drawBed(w: number, h: number, c: BedColours): string {
  const folds = [0.22, 0.36, 0.5, 0.63, 0.77]
    .map((x, i) => {
      const top = x * w;
      return `<path d="M${top} ${h * 0.6} Q${top - 14 + i * 8} ${h * 0.75} ${top + (i - 2) * 26} ${h * 0.94}" stroke="${c.shade}" stroke-width="${5 + (i % 3) * 3}" stroke-opacity="0.5" fill="none" filter="url(#soft)"/>`;
    })
    .join('');
  return `<defs><linearGradient id="wall" x2="1" y2="1"><stop stop-color="#fffaf0"/><stop offset="1" stop-color="${c.wall}"/></linearGradient>
<linearGradient id="duvet" x2="0.2" y2="1"><stop stop-color="${c.duvet}"/><stop offset="1" stop-color="${c.shade}"/></linearGradient>
<linearGradient id="pillow" x2="0" y2="1"><stop stop-color="#fff"/><stop offset="1" stop-color="${c.pillow}"/></linearGradient>
<radialGradient id="glow"><stop stop-color="#ffdf9a" stop-opacity="0.85"/><stop offset="1" stop-color="#ffdf9a" stop-opacity="0"/></radialGradient>
<filter id="soft"><feGaussianBlur stdDeviation="4"/></filter><filter id="shadow"><feGaussianBlur stdDeviation="11"/></filter></defs>
<rect width="${w}" height="${h}" fill="url(#wall)"/><rect y="${h * 0.74}" width="${w}" height="${h * 0.26}" fill="#8a6445"/>
<path d="M0 ${h * 0.82}H${w}M0 ${h * 0.91}H${w}" stroke="#6f4e34" stroke-width="3"/>
<g transform="translate(${w * 0.4} ${h * 0.06})"><rect width="${w * 0.2}" height="${h * 0.19}" fill="#5b4030"/><rect x="8" y="8" width="${w * 0.2 - 16}" height="${h * 0.19 - 16}" fill="#f3e7cf"/>
<path d="M8 ${h * 0.15} q30 -46 56 -12 t72 -16 V${h * 0.19 - 8} H8z" fill="#c9794a"/><circle cx="104" cy="36" r="13" fill="#e8b04a"/></g>
<circle cx="${w * 0.9}" cy="${h * 0.42}" r="130" fill="url(#glow)"/><rect x="${w * 0.85}" y="${h * 0.56}" width="${w * 0.13}" height="${h * 0.24}" fill="#6b4a33"/>
<path d="M${w * 0.865} ${h * 0.46} l16 -56 h42 l16 56z" fill="#f8e3b0"/><rect x="${w * 0.91}" y="${h * 0.46}" width="7" height="${h * 0.1}" fill="#4b3626"/>
<rect x="${w * 0.14}" y="${h * 0.29}" width="${w * 0.68}" height="${h * 0.4}" rx="16" fill="#5d3f2b"/><rect x="${w * 0.16}" y="${h * 0.32}" width="${w * 0.64}" height="${h * 0.3}" rx="10" fill="#74513a"/>
<ellipse cx="${w * 0.48}" cy="${h * 0.95}" rx="${w * 0.46}" ry="26" fill="#20140c" opacity="0.5" filter="url(#shadow)"/>
<path d="M${w * 0.16} ${h * 0.55} H${w * 0.8} L${w * 0.87} ${h * 0.9} Q${w * 0.48} ${h * 0.96} ${w * 0.08} ${h * 0.9}z" fill="#efeae0"/>
<path d="M${w * 0.2} ${h * 0.47} q${w * 0.13} -46 ${w * 0.26} 0 q12 44 -4 72 q-${w * 0.12} 20 -${w * 0.24} 0 q-18 -30 2 -72z" fill="url(#pillow)" stroke="#cfc8bb"/>
<path d="M${w * 0.5} ${h * 0.47} q${w * 0.13} -46 ${w * 0.26} 0 q12 44 -4 72 q-${w * 0.12} 20 -${w * 0.24} 0 q-18 -30 2 -72z" fill="url(#pillow)" stroke="#cfc8bb"/>
<path d="M${w * 0.13} ${h * 0.6} Q${w * 0.48} ${h * 0.53} ${w * 0.83} ${h * 0.6} L${w * 0.9} ${h * 0.93} Q${w * 0.7} ${h * 0.99} ${w * 0.48} ${h * 0.95} T${w * 0.05} ${h * 0.93}z" fill="url(#duvet)"/>
<path d="M${w * 0.13} ${h * 0.6} Q${w * 0.48} ${h * 0.53} ${w * 0.83} ${h * 0.6} L${w * 0.845} ${h * 0.66} Q${w * 0.48} ${h * 0.59} ${w * 0.115} ${h * 0.66}z" fill="${c.pillow}" opacity="0.92"/>${folds}${layFilm(w, h)}`;
}

/** A pair of floor-length curtains on a rod before a bright window. */
export function drawCurtains(w: number, h: number, c: CurtainColours): string {
  const panel = (from: number, to: number) =>
    Array.from({ length: 7 }, (_, i) => {
      const step = (to - from) / 7;
      const x = from + i * step;
      return `<path d="M${x} 74 C${x + 5} ${h * 0.4} ${x - 6} ${h * 0.7} ${x - 2} ${h * 0.93} L${x + step + 3} ${h * 0.93} C${x + step - 4} ${h * 0.6} ${x + step + 4} ${h * 0.3} ${x + step} 74z" fill="url(#cloth)" fill-opacity="${c.clear}"/>
<circle cx="${x + step / 2}" cy="80" r="6" fill="none" stroke="#c8c4ba" stroke-width="3"/>`;
    }).join('');
  return `<defs><linearGradient id="cloth"><stop stop-color="${c.fold}"/><stop offset="0.45" stop-color="${c.light}"/><stop offset="0.7" stop-color="${c.cloth}"/><stop offset="1" stop-color="${c.fold}"/></linearGradient>
<linearGradient id="sky" x2="0" y2="1"><stop stop-color="#cfe6f5"/><stop offset="1" stop-color="#f7f3e2"/></linearGradient></defs>
<rect width="${w}" height="${h}" fill="#e3d3bd"/><rect y="${h * 0.9}" width="${w}" height="${h * 0.1}" fill="#9a7350"/>
<rect x="${w * 0.2}" y="110" width="${w * 0.6}" height="${h * 0.6}" fill="#fff"/><rect x="${w * 0.22}" y="122" width="${w * 0.56}" height="${h * 0.6 - 24}" fill="url(#sky)"/>
<path d="M${w * 0.22} ${h * 0.58} q70 -60 140 -20 t170 -10 V${h * 0.735} H${w * 0.22}z" fill="#7fa56b"/><path d="M${w * 0.5} 122V${h * 0.735}M${w * 0.22} ${h * 0.42}H${w * 0.78}" stroke="#fff" stroke-width="9"/>
${panel(w * 0.04, w * 0.38)}${panel(w * 0.62, w * 0.96)}
<rect x="14" y="62" width="${w - 28}" height="12" rx="6" fill="#4a3527"/><circle cx="14" cy="68" r="13" fill="#4a3527"/><circle cx="${w - 14}" cy="68" r="13" fill="#4a3527"/>${layFilm(w, h)}`;
}

/** A bare steel window with a tape measure across it, as customers send before a quotation. */
export function drawWindow(w: number, h: number): string {
  const bars = [0.31, 0.43, 0.55, 0.67].map((x) => `M${w * x} 150V${h * 0.68}`).join('');
  return `<rect width="${w}" height="${h}" fill="#d9c9a8"/><rect y="${h * 0.88}" width="${w}" height="${h * 0.12}" fill="#a9a39a"/>
<rect x="${w * 0.15}" y="130" width="${w * 0.7}" height="${h * 0.54}" fill="#7a6a52"/><rect x="${w * 0.18}" y="150" width="${w * 0.64}" height="${h * 0.48}" fill="#bfe0ef"/>
<path d="M${w * 0.18} ${h * 0.56} q90 -70 180 -24 t180 -30 V${h * 0.688} H${w * 0.18}z" fill="#87a26a"/><path d="${bars}M${w * 0.18} ${h * 0.43}H${w * 0.82}" stroke="#3d3a36" stroke-width="6"/>
<rect x="${w * 0.12}" y="${h * 0.71}" width="${w * 0.76}" height="16" fill="#efe6d2"/>
<rect x="${w * 0.14}" y="${h * 0.65}" width="${w * 0.72}" height="20" fill="#f2c21b"/><path d="${Array.from({ length: 19 }, (_, i) => `M${w * 0.16 + i * 20} ${h * 0.65}v${i % 5 ? 8 : 15}`).join('')}" stroke="#2b2417" stroke-width="2"/>
<rect x="${w * 0.83}" y="${h * 0.63}" width="44" height="48" rx="9" fill="#c53b2c"/>${layFilm(w, h)}`;
}

/** Eight pieces of cloth laid in rows on a table. */
export function drawSwatches(w: number, h: number): string {
  const colours = ['#7c2a35', '#22365e', '#8d949c', '#c9a66b', '#3f6b52', '#e6dccb', '#5a4a6b', '#c9794a'];
  const cards = colours
    .map((colour, i) => {
      const x = 36 + (i % 4) * ((w - 72) / 4);
      const y = 44 + Math.floor(i / 4) * (h * 0.45);
      const turn = ((i * 37) % 9) - 4;
      return `<g transform="translate(${x} ${y}) rotate(${turn} 70 90)"><rect x="6" y="9" width="144" height="196" fill="#2a1c10" opacity="0.35" filter="url(#soft)"/>
<path d="${zigzag(144, 196)}" fill="${colour}"/><path d="${zigzag(144, 196)}" fill="url(#weave)"/><rect x="52" y="16" width="40" height="18" rx="2" fill="#fff" opacity="0.9"/><path d="M58 22h26M58 28h18" stroke="#888" stroke-width="2"/></g>`;
    })
    .join('');
  return `<defs><pattern id="weave" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 3h6M3 0v6" stroke="#fff" stroke-opacity="0.18"/><path d="M0 0l6 6" stroke="#000" stroke-opacity="0.12"/></pattern>
<filter id="soft"><feGaussianBlur stdDeviation="6"/></filter></defs><rect width="${w}" height="${h}" fill="#a67c52"/>
<path d="M0 ${h * 0.2}H${w}M0 ${h * 0.48}H${w}M0 ${h * 0.8}H${w}" stroke="#8c6542" stroke-width="5"/>${cards}${layFilm(w, h)}`;
}

function zigzag(w: number, h: number): string {
  const teeth = Array.from({ length: 12 }, () => `l${w / 24} -6 l${w / 24} 6`).join('');
  return `M0 6 ${teeth} V${h} ${teeth.replaceAll('l6 -6 l6 6', 'l-6 6 l-6 -6')} Z`;
}

/** A white pillow with an open seam and filling coming out, on a tiled floor. */
export function drawPillow(w: number, h: number): string {
  const fluff = Array.from({ length: 14 }, (_, i) => {
    const x = w * 0.58 + ((i * 53) % 110) - 30;
    const y = h * 0.62 + ((i * 31) % 74) - 14;
    return `<circle cx="${x}" cy="${y}" r="${12 + ((i * 7) % 12)}" fill="${i % 3 ? '#fdfcf8' : '#ebe6da'}"/>`;
  }).join('');
  const tiles = [1, 2, 3, 4, 5].map((i) => `M${(w / 6) * i} 0V${h}M0 ${(h / 5) * i}H${w}`).join('');
  return `<defs><linearGradient id="linen" x2="0.6" y2="1"><stop stop-color="#fff"/><stop offset="1" stop-color="#d8d2c6"/></linearGradient><filter id="soft"><feGaussianBlur stdDeviation="12"/></filter></defs>
<rect width="${w}" height="${h}" fill="#c7b39a"/><path d="${tiles}" stroke="#b39d82" stroke-width="4"/>
<ellipse cx="${w * 0.5}" cy="${h * 0.78}" rx="${w * 0.36}" ry="42" fill="#3a2a1a" opacity="0.5" filter="url(#soft)"/>
<path d="M${w * 0.14} ${h * 0.24} Q${w * 0.5} ${h * 0.1} ${w * 0.86} ${h * 0.22} Q${w * 0.93} ${h * 0.5} ${w * 0.87} ${h * 0.76} Q${w * 0.5} ${h * 0.9} ${w * 0.13} ${h * 0.78} Q${w * 0.06} ${h * 0.5} ${w * 0.14} ${h * 0.24}z" fill="url(#linen)"/>
<path d="M${w * 0.2} ${h * 0.3} Q${w * 0.4} ${h * 0.44} ${w * 0.34} ${h * 0.7} M${w * 0.8} ${h * 0.3} Q${w * 0.68} ${h * 0.4} ${w * 0.72} ${h * 0.5}" stroke="#bdb6a8" stroke-width="7" fill="none" opacity="0.6"/>
<path d="M${w * 0.5} ${h * 0.6} q70 -34 170 -6 q-20 70 -70 84 q-70 -10 -100 -78z" fill="#6f6657"/>${fluff}
<path d="M${w * 0.5} ${h * 0.6} l10 16 8 -20 14 16 10 -24 12 14 14 -20 16 16 18 -16 14 18 18 -10 12 14" stroke="#9a9080" stroke-width="3" fill="none"/>${layFilm(w, h)}`;
}
