/** A run of a message's text. `href` is always http or https; `text` is safe to put in a text node. */
export type TextToken = {
  kind: 'text' | 'link' | 'code';
  text: string;
  href?: string;
  isBold?: boolean;
  isItalic?: boolean;
  isStruck?: boolean;
};

type Style = Pick<TextToken, 'isBold' | 'isItalic' | 'isStruck'>;

// Overrides and isolates could make a line read backwards or hide where a link leads.
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const URL_PATTERN = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+/giu;
const CODE_PATTERN = /```([\s\S]+?)```/g;
// WhatsApp's marks are for words, not pages; the bound keeps hostile text from costing time.
const MOST_MARKED = 1_000;
const MARKS = { '*': 'isBold', _: 'isItalic', '~': 'isStruck' } as const;

/** Removes characters that reorder text; they have no honest use in a chat bubble or a name. */
export function neutraliseBidi(text: string): string {
  return text.replace(BIDI_CONTROLS, '');
}

/** Cuts a WhatsApp message into runs: links, ```code```, *bold*, _italic_, ~struck~. Never yields markup. */
export function tokeniseMessage(source: string): TextToken[] {
  const text = neutraliseBidi(source);
  const tokens: TextToken[] = [];
  let from = 0;
  for (const match of text.matchAll(CODE_PATTERN)) {
    tokeniseLinks(text.slice(from, match.index), tokens);
    tokens.push({ kind: 'code', text: match[1] ?? '' });
    from = match.index + match[0].length;
  }
  tokeniseLinks(text.slice(from), tokens);
  return tokens;
}

/** The same message without its marks, for a list row or a quote. */
export function plainMessage(source: string): string {
  return tokeniseMessage(source)
    .map((token) => token.text)
    .join('');
}

function tokeniseLinks(text: string, tokens: TextToken[]): void {
  let from = 0;
  for (const match of text.matchAll(URL_PATTERN)) {
    const shown = trimLink(match[0]);
    const href = safeHref(shown);
    if (!href) continue;
    tokeniseStyles(text.slice(from, match.index), {}, tokens);
    tokens.push({ kind: 'link', text: shown, href });
    from = match.index + shown.length;
  }
  tokeniseStyles(text.slice(from), {}, tokens);
}

// A full stop, comma or closing mark after a link belongs to the sentence.
function trimLink(link: string): string {
  let end = link.length;
  while (end > 0 && /[.,;:!?*_~\]}]/.test(link[end - 1] ?? '')) end -= 1;
  const kept = link.slice(0, end);
  return kept.endsWith(')') && !kept.includes('(') ? kept.slice(0, -1) : kept;
}

function safeHref(link: string): string | null {
  const url = URL.parse(/^https?:/i.test(link) ? link : `https://${link}`);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  return url.username || url.password ? null : url.href;
}

function tokeniseStyles(text: string, style: Style, tokens: TextToken[]): void {
  let plainFrom = 0;
  let at = 0;
  while (at < text.length) {
    const mark = text[at];
    const name = mark === '*' || mark === '_' || mark === '~' ? MARKS[mark] : undefined;
    const end = mark && name && !style[name] ? closingMark(text, at, mark) : -1;
    if (!name || end < 0) {
      at += 1;
      continue;
    }
    pushText(text.slice(plainFrom, at), style, tokens);
    tokeniseStyles(text.slice(at + 1, end), { ...style, [name]: true }, tokens);
    at = end + 1;
    plainFrom = at;
  }
  pushText(text.slice(plainFrom), style, tokens);
}

// A mark opens at a word's start and closes at a word's end on the same line, as WhatsApp reads it.
function closingMark(text: string, open: number, mark: string): number {
  const before = text[open - 1] ?? ' ';
  const after = text[open + 1] ?? ' ';
  if (/[\p{L}\p{N}]/u.test(before) || /\s/.test(after) || after === mark) return -1;
  const end = Math.min(text.length, open + MOST_MARKED);
  for (let at = open + 2; at < end; at += 1) {
    if (text[at] === '\n') return -1;
    if (text[at] !== mark || /\s/.test(text[at - 1] ?? ' ')) continue;
    if (!/[\p{L}\p{N}]/u.test(text[at + 1] ?? ' ')) return at;
  }
  return -1;
}

function pushText(text: string, style: Style, tokens: TextToken[]): void {
  if (text !== '') tokens.push({ kind: 'text', text, ...style });
}
