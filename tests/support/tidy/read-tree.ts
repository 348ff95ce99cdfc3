import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './source-file.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const LEFT_OUT = new Set([
  'node_modules',
  '.git',
  '.build',
  '.svelte-kit',
  '.data',
  'test-results',
  'playwright-report',
  '.env',
]);
const TEXT =
  /\.(ts|js|mjs|svelte|json|sql|css|html|md|yml|yaml|toml)$|(^|\/)(run|\.[a-z]+(ignore|rc|example)?)$/;

/** Every text file of the project, as it is on the disk now. Installed, built and produced things are left out. */
export function readTree(): SourceFile[] {
  return list('').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** What lies at the top of the project, folders and files. */
export function readTopLevel(): string[] {
  return readdirSync(root).filter((name) => !LEFT_OUT.has(name));
}

function list(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (LEFT_OUT.has(entry.name)) return [];
    if (entry.isDirectory()) return list(path);
    return TEXT.test(path) ? [path] : [];
  });
}
