import { lineAt } from './source-file.ts';
import type { Finding, SourceFile } from './source-file.ts';

const SETTINGS = 'server/settings.ts';
const EXAMPLE = '.env.example';

/** The settings the code knows and the ones `.env.example` explains are the same. */
export function checkSettings(files: readonly SourceFile[]): Finding[] {
  const settings = files.find(({ path }) => path === SETTINGS);
  const example = files.find(({ path }) => path === EXAMPLE);
  if (!settings || !example) return [];
  const known = namesIn(settings, /^ {2}([A-Z][A-Z0-9_]+):(?! ')/gm);
  const explained = namesIn(example, /^#? ?([A-Z][A-Z0-9_]+)=/gm);
  const findings: Finding[] = [];
  for (const [name, line] of known) {
    if (explained.has(name)) continue;
    findings.push({
      path: SETTINGS,
      line,
      rule: `${name} is not in ${EXAMPLE}`,
      wayOut: 'explain it there in one line',
    });
  }
  for (const [name, line] of explained) {
    if (known.has(name)) continue;
    findings.push({
      path: EXAMPLE,
      line,
      rule: `${name} is no setting`,
      wayOut: `remove it, or add it to ${SETTINGS}`,
    });
  }
  return findings;
}

function namesIn(file: SourceFile, pattern: RegExp): Map<string, number> {
  return new Map([...file.text.matchAll(pattern)].map((m) => [m[1]!, lineAt(file.text, m.index)]));
}
