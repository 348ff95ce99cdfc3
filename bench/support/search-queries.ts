import { customerDigits, variedName, variedWord } from './make-history.ts';
import { seededRandom } from './random.ts';

export type SearchKind =
  'typing a name' | 'typing a word' | 'common words' | 'rare words' | 'operators' | 'numbers' | 'hard ones';
export type SearchQuery = { kind: SearchKind; text: string; isByAgent: boolean };

const COMMON = 200;
const WORDS = 27_000;
const OPERATORS = [
  'is:open',
  'is:closed',
  'is:waiting',
  'in:bench',
  'from:mercy',
  'from:amina',
  'from:zawadi',
];

/** Such as were slow: short beginnings, words that never meet, what everybody has, what nearly nobody may see. */
const HARD = [
  ...[
    'kabe ba',
    'nyanya',
    'nya',
    'ba',
    'za',
    'ki',
    'wa ki',
    'kabe zi mu',
    'bababa zizichi',
    'samuel m',
    'zz',
  ],
  ...['is:open nya ba', 'is:mine ba', 'is:urgent kabe', 'in:bench nyanya', 'tag:vip kabe', 'from:mercy kabe'],
  ...['from:zawadi bababa', 'before:2026-11-10 kabe ba', '254', '0711', '+25411', '5555', '0711 12'],
];

/** `count` searches as people type them into a varied history of so many conversations, the same from the same seed. */
export function searchQueries(
  count: number,
  { conversations, seed }: { conversations: number; seed: number },
): SearchQuery[] {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const common = () => variedWord(below(COMMON));
  const rare = () => variedWord(COMMON + below(WORDS - COMMON));
  const cut = (text: string, fewest: number) =>
    text.slice(0, fewest + below(Math.max(1, text.length - fewest)));
  const person = () => 1 + below(conversations);
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const makers: Record<SearchKind, () => string> = {
    'typing a name': () => cut(variedName(person()).toLowerCase(), 2),
    'typing a word': () => cut(pick([common, rare])(), 2),
    'common words': () => [common(), ...(random() < 0.4 ? [common()] : [])].join(' '),
    'rare words': () =>
      random() < 0.3 ? `oda ${person()}` : [rare(), ...(random() < 0.3 ? [cut(common(), 2)] : [])].join(' '),
    operators: () =>
      [pick(OPERATORS), ...(random() < 0.4 ? [`before:${day(below(20))}`] : []), pick([common, rare])()].join(
        ' ',
      ),
    numbers: () => {
      const digits = customerDigits(person());
      return pick([
        () => `0${digits.slice(3)}`,
        () => `+${digits}`,
        () => `+${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`,
        () => digits.slice(-4),
        () => cut(`0${digits.slice(3)}`, 4),
      ])();
    },
    'hard ones': () => pick(HARD),
  };
  const kinds = Object.keys(makers) as SearchKind[];
  return Array.from({ length: count }, (_, n) => {
    const kind = kinds[n % kinds.length]!;
    return { kind, text: makers[kind](), isByAgent: random() < 0.5 };
  });
}
