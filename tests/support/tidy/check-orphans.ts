import { findImports } from './find-imports.ts';
import type { Finding, SourceFile } from './source-file.ts';

/** Files that are started, or read by a tool, rather than imported. */
const STARTED = [
  /^server\/(index|migrate|journal)\.ts$/,
  /^server\/seed\/index\.ts$/,
  /^server\/launch\/(start|sync)\.ts$/,
  // Started before there is TypeScript, or loaded into a child with --import.
  /^server\/launch\/[a-z-]+\.mjs$/,
  /^jobs\/index\.ts$/,
  /^src\/routes\//,
  /^src\/(service-worker|hooks(\.client)?|app\.d)(\.ts)?$/,
  /^(svelte|vite)\.config\.(js|ts)$/,
  // Stands in for a package where vite.config.ts says so.
  /^src\/lib\/zero\/light-checks\.ts$/,
  /^\.config\//,
  // Served as it is.
  /^static\//,
  /^tests\//,
  /^bench\//,
];

const CODE = /\.(ts|js|mjs|svelte)$/;

/** Code that nothing needs. A test that imports it does not count: it must be needed by the product. */
export function checkOrphans(files: readonly SourceFile[]): Finding[] {
  const needed = new Set(
    files
      .filter((file) => !/^(tests|bench)\//.test(file.path))
      .flatMap(findImports)
      .map((i) => i.target),
  );
  return files
    .filter(
      ({ path }) => CODE.test(path) && !STARTED.some((pattern) => pattern.test(path)) && !needed.has(path),
    )
    .map(({ path }) => ({ path, line: 1, rule: 'no file imports this one', wayOut: 'delete it, or use it' }));
}
