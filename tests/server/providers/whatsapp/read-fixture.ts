import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../fixtures/whatsapp');

/** A WhatsApp fixture body by file name. */
export function readFixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Record<string, unknown>;
}

/** The names of all fixtures that start so, sorted. */
export function fixtureNames(prefix: string): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
    .sort();
}
