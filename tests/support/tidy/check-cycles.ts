import { findImports } from './find-imports.ts';
import type { Import } from './find-imports.ts';
import type { Finding, SourceFile } from './source-file.ts';

/** Files that know each other in a ring, by what they load or by a type alone. */
export function checkCycles(files: readonly SourceFile[]): Finding[] {
  const edges = new Map<string, Import[]>();
  for (const file of files)
    edges.set(
      file.path,
      findImports(file).filter((i) => i.target !== null),
    );
  const findings: Finding[] = [];
  const done = new Set<string>();
  const onPath: string[] = [];

  function walk(path: string): void {
    if (done.has(path)) return;
    onPath.push(path);
    for (const { target, line } of edges.get(path) ?? []) {
      const start = onPath.indexOf(target!);
      if (start === -1) {
        walk(target!);
        continue;
      }
      const ring = [...onPath.slice(start), target!].join(' → ');
      findings.push({
        path,
        line,
        rule: `files know each other in a ring: ${ring}`,
        wayOut: 'move what both need to a third file',
      });
    }
    onPath.pop();
    done.add(path);
  }

  for (const path of edges.keys()) walk(path);
  return findings;
}
