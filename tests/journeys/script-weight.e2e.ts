import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const CLIENT = fileURLToPath(new URL('../../.svelte-kit/output/client/', import.meta.url));
const MOST_BYTES = 180_000;

type Part = { file: string; src?: string; name?: string; imports?: string[] };

/** Everything the browser must have before this address can be drawn, the frame around it too. */
function filesOf(manifest: Record<string, Part>, isWanted: (source: string) => boolean): Set<string> {
  const keys = new Set(Object.keys(manifest).filter((key) => /^entry\//.test(manifest[key]!.name ?? '')));
  for (const [key, part] of Object.entries(manifest)) {
    const isNode = /^nodes\//.test(part.name ?? '');
    if (isNode && isWanted(readFileSync(fileURLToPath(new URL(`../../${key}`, import.meta.url)), 'utf8')))
      keys.add(key);
  }
  for (const key of keys) for (const other of manifest[key]?.imports ?? []) keys.add(other);
  return new Set([...keys].map((key) => manifest[key]!.file).filter((file) => file.endsWith('.js')));
}

test('the inbox begins with no more script than a slow line brings in a moment', () => {
  const manifest = JSON.parse(readFileSync(`${CLIENT}.vite/manifest.json`, 'utf8')) as Record<string, Part>;
  const files = filesOf(manifest, (source) =>
    /routes\/(\(app\)\/)?\+layout\.svelte|routes\/\(app\)\/inbox\//.test(source),
  );
  const bytes = [...files].reduce(
    (sum, file) => sum + brotliCompressSync(readFileSync(CLIENT + file)).length,
    0,
  );
  expect(files.size).toBeGreaterThan(5);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  expect(bytes).toBeGreaterThan(MOST_BYTES / 2);
});
