import { readVcards } from './read-vcard.ts';
import type { ContactCard } from './read-vcard.ts';

type Loose = Record<string, unknown>;

/**
 * A card as it is stored, whole or masked: what the provider read for us, or what a file said. Of a number somebody shared
 * of themselves there is only the card as it was written.
 */
export function readSharedCard(stored: unknown): ContactCard {
  const card = (typeof stored === 'object' && stored !== null ? stored : {}) as Loose;
  const read: ContactCard = {
    name: textOf(card['name']) ?? '',
    organisation: textOf(card['organisation']) ?? textOf(card['company']),
    phones: listOf(card['phones']).flatMap((phone) => phoneOf(phone) ?? []),
    emails: listOf(card['emails']).flatMap((email) => textOf(email) ?? []),
  };
  const written = read.phones.length === 0 ? readVcards(textOf(card['vcard']) ?? '')[0] : undefined;
  return written ? { ...read, name: read.name || written.name, phones: written.phones } : read;
}

/** Does this file hold people's numbers, by what it is or by what it is called? */
export function isCardFile(file: { mimeType: string; fileName?: string | null }): boolean {
  return file.mimeType === 'text/vcard' || /\.vcf$/i.test(file.fileName ?? '');
}

function phoneOf(phone: unknown): string | null {
  return textOf(phone) ?? textOf((phone as Loose | null)?.['phone']);
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
