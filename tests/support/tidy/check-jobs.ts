import { lineAt } from './source-file.ts';
import type { Finding, SourceFile } from './source-file.ts';

const CATALOGUE = 'server/queue.ts';
const HANDLERS = 'jobs/handlers.ts';

/** Every job has its entry in the catalogue, its handler and a test that names it. */
export function checkJobs(files: readonly SourceFile[]): Finding[] {
  const catalogue = files.find(({ path }) => path === CATALOGUE);
  const handlers = files.find(({ path }) => path === HANDLERS);
  if (!catalogue || !handlers) return [];
  const catalogued = namesIn(catalogue, /jobCatalogue = \{([\s\S]*?)\n\} as const/);
  const handled = namesIn(handlers, /handlers = \{([\s\S]*?)\n\} satisfies/);
  const tests = files.filter(({ path }) => /^tests\/.*\.test\.ts$/.test(path)).map(({ text }) => text);
  const findings: Finding[] = [];
  for (const [name, line] of catalogued) {
    if (!handled.has(name)) {
      findings.push({
        path: CATALOGUE,
        line,
        rule: `the job "${name}" has no handler`,
        wayOut: `add it to ${HANDLERS}`,
      });
    }
    if (!tests.some((text) => text.includes(`handlers['${name}']`))) {
      const wayOut = `write one that runs handlers['${name}']`;
      findings.push({ path: CATALOGUE, line, rule: `the job "${name}" has no test`, wayOut });
    }
  }
  for (const [name, line] of handled) {
    if (catalogued.has(name)) continue;
    findings.push({
      path: HANDLERS,
      line,
      rule: `the job "${name}" is not in the catalogue`,
      wayOut: `add it to ${CATALOGUE}`,
    });
  }
  return findings;
}

function namesIn(file: SourceFile, block: RegExp): Map<string, number> {
  const match = block.exec(file.text);
  if (!match) return new Map();
  const start = match.index + match[0].indexOf(match[1]!);
  return new Map(
    [...match[1]!.matchAll(/^ {2}'?([a-z][a-z0-9-]*)'?:/gm)].map((m) => [
      m[1]!,
      lineAt(file.text, start + m.index),
    ]),
  );
}
