import type { Finding, SourceFile } from './source-file.ts';

/** What may lie at the top: the layout the customer fixed, and the dot-files of tools that look nowhere else. */
const TOP = new Set([
  ...['src', 'schema', 'server', 'jobs', 'tests', 'bench', 'docs', 'static'],
  ...[
    'svelte.config.js',
    'vite.config.ts',
    'tsconfig.json',
    'package.json',
    'package-lock.json',
    'README.md',
    'CHANGELOG.md',
  ],
  ...['.ci', '.config', '.env.example', '.gitignore', '.npmrc', '.prettierignore', '.prettierrc'],
]);

const SHELVES =
  /^(utils?|helpers?|services?|types|misc|common|shared)\.(ts|js|svelte)$|\.(utils?|helpers?|service|types)\.ts$/;
const LONGEST = 350;

/** Names at the top of the project that nobody agreed on. */
export function checkTopLevel(names: readonly string[]): Finding[] {
  return names
    .filter((name) => !TOP.has(name))
    .map((name) => ({
      path: name,
      line: 1,
      rule: 'a name at the top that is not in the layout',
      wayOut: 'put it under a folder that says what it is',
    }));
}

/** Shelves without a noun, and files too long to be one thing. */
export function checkFiles(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(({ path, text }) => {
    if (
      !/^(src|schema|server|jobs|tests|bench)\/.*\.(ts|js|mjs|svelte)$/.test(path) ||
      path.endsWith('.gen.ts')
    )
      return [];
    const findings: Finding[] = [];
    if (SHELVES.test(path.split('/').at(-1)!)) {
      findings.push({
        path,
        line: 1,
        rule: 'a shelf, not a noun with a verb',
        wayOut: 'name the file after the one thing it does',
      });
    }
    const lines = text.split('\n').length;
    if (lines > LONGEST && !path.startsWith('tests/')) {
      findings.push({
        path,
        line: LONGEST,
        rule: `${lines} lines are more than one thing`,
        wayOut: 'split it by noun',
      });
    }
    return findings;
  });
}
