type Json = Record<string, unknown>;

const ADS = [
  { headline: 'Duvets from KSh 1,500', body: 'Warm nights, free delivery in Nairobi. Ask us on WhatsApp.' },
  { headline: 'Mkopo ndani ya saa moja', body: 'Bila foleni, bila makaratasi. Tuandikie kwa WhatsApp.' },
];

/** What came with the first words of somebody who tapped an advertisement: as Meta tells it, click id and all. */
export function inventedReferral(unique: string): Json & { headline: string } {
  const seed = [...unique].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const { headline, body } = ADS[seed % ADS.length]!;
  return {
    source_url: `https://fb.me/${unique.slice(0, 9)}`,
    source_id: `1202${String(seed).padStart(13, '0')}`,
    source_type: 'ad',
    headline,
    body,
    media_type: 'image',
    image_url: 'https://scontent.example/ad.jpg',
    ctwa_clid: `AR${unique}`,
    welcome_message: { text: 'Habari! Tukusaidie nini?' },
  };
}
