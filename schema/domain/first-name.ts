const TITLES = new Set(
  ['mama', 'baba', 'mzee', 'bi', 'bwana', 'bw', 'mwalimu', 'mwl', 'dada', 'kaka', 'shosho', 'guka'].concat([
    'mr',
    'mrs',
    'ms',
    'miss',
    'madam',
    'sir',
    'dr',
    'prof',
    'pastor',
    'rev',
    'eng',
    'hon',
    'chef',
  ]),
);

/** What somebody is called: the first of their names, with the title that makes it one ("Mama Shiru", "Mr Wafula"); a number stays whole. */
export function firstName(name: string): string {
  const [first = '', second] = name.trim().split(/\s+/);
  if (/^[+@\d•]/.test(first)) return name.trim();
  const isTitle = TITLES.has(first.toLowerCase().replace(/\.$/, ''));
  return isTitle && second ? `${first} ${second}` : first;
}
