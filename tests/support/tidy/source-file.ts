/** One file of the tree as the checkers see it: its path from the root, with forward slashes, and its text. */
export type SourceFile = { path: string; text: string };

/** What a checker found: where, which rule, and what to do about it. */
export type Finding = { path: string; line: number; rule: string; wayOut: string };

/** A rule of the house: a pure question to the whole tree. */
export type Checker = (files: readonly SourceFile[]) => Finding[];

/** The line, from 1, that holds this place in a text. */
export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let i = 0; i < position; i++) if (text.charCodeAt(i) === 10) line++;
  return line;
}

/** `file:line  rule → way out`, one finding a line. */
export function tellFindings(findings: readonly Finding[]): string {
  return findings.map(({ path, line, rule, wayOut }) => `${path}:${line}  ${rule} → ${wayOut}`).join('\n');
}
