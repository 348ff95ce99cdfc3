/** Somebody's details, as a card tells them. */
export type ContactCard = {
  name: string;
  organisation: string | null;
  phones: string[];
  emails: string[];
};

const MAX_CHARACTERS = 256 * 1024;
const MAX_CARDS = 20;
const MAX_ENTRIES = 10;
const MAX_WORDS = 200;

/**
 * The people in a vCard file (2.1 to 4.0), as phones write them. Total: whatever is no card is passed over, pictures and
 * everything else we do not show too.
 */
export function readVcards(source: string): ContactCard[] {
  const cards: ContactCard[] = [];
  let card: ContactCard | null = null;
  let isFormatted = false;
  for (const line of linesOf(source.slice(0, MAX_CHARACTERS))) {
    const found = /^(?:[\w-]+\.)?([A-Za-z-]+)((?:;[^:]*)?):(.*)$/s.exec(line);
    if (!found) continue;
    const [, property = '', parameters = '', raw = ''] = found;
    const name = property.toUpperCase();
    if (name === 'BEGIN' && raw.trim().toUpperCase() === 'VCARD') {
      card = { name: '', organisation: null, phones: [], emails: [] };
      isFormatted = false;
      continue;
    }
    if (!card) continue;
    if (name === 'END') {
      if (card.name !== '' || card.phones.length > 0 || card.emails.length > 0) cards.push(card);
      card = null;
      if (cards.length === MAX_CARDS) return cards;
      continue;
    }
    const value = decode(raw, parameters);
    if (name === 'FN') {
      card.name = wordsOf(value) || card.name;
      isFormatted = card.name !== '';
    } else if (name === 'N' && !isFormatted) {
      const [family = '', given = '', middle = ''] = piecesOf(value);
      card.name = wordsOf([given, middle, family].filter((piece) => piece.trim() !== '').join(' '));
    } else if (name === 'ORG') card.organisation = wordsOf(piecesOf(value)[0] ?? '') || null;
    else if (name === 'TEL') add(card.phones, wordsOf(value).replace(/^tel:/i, ''));
    else if (name === 'EMAIL') add(card.emails, wordsOf(value).replace(/^mailto:/i, ''));
  }
  return cards;
}

/** A long line is folded: what begins with white space goes on, and so does a 2.1 line that ends with "=". */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const last = lines.at(-1);
    if (last !== undefined && /^[ \t]/.test(line)) lines[lines.length - 1] = last + line.slice(1);
    else if (last?.endsWith('=') && /QUOTED-PRINTABLE/i.test(last))
      lines[lines.length - 1] = last.slice(0, -1) + line;
    else lines.push(line);
  }
  return lines;
}

function decode(raw: string, parameters: string): string {
  return /QUOTED-PRINTABLE/i.test(parameters) ? unquote(raw) : raw;
}

function unquote(raw: string): string {
  const escaped = raw
    .replace(/%/g, '%25')
    .replace(/=([0-9A-Fa-f]{2})/g, '%$1')
    .replace(/=$/, '');
  try {
    return decodeURIComponent(escaped);
  } catch {
    return raw;
  }
}

function piecesOf(value: string): string[] {
  return value.split(/(?<!\\);/);
}

function wordsOf(value: string): string {
  return value
    .replace(/\\[nN]/g, ' ')
    .replace(/\\([,;:\\])/g, '$1')
    .trim()
    .slice(0, MAX_WORDS);
}

function add(list: string[], value: string): void {
  if (value !== '' && list.length < MAX_ENTRIES && !list.includes(value)) list.push(value);
}
