import ts from 'typescript';
import { lineAt } from './source-file.ts';
import type { SourceFile } from './source-file.ts';

export type Import = {
  from: string;
  line: number;
  /** As written. */
  specifier: string;
  /** The file it names, from the root; null for a package. */
  target: string | null;
};

const CODE = /\.(ts|js|mjs|svelte)$/;
const known = new WeakMap<SourceFile, Import[]>();

/** Every static and dynamic import of a file with a written name, the ones in a screen's scripts included. */
export function findImports(file: SourceFile): Import[] {
  const found = known.get(file) ?? (CODE.test(file.path) ? readImports(file) : []);
  // Several checkers ask about the same tree; parsing is what costs.
  known.set(file, found);
  return found;
}

function readImports(file: SourceFile): Import[] {
  const code = file.path.endsWith('.svelte') ? scriptsOf(file.text) : file.text;
  const parsed = ts.createSourceFile('file.ts', code, ts.ScriptTarget.Latest, false);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, position: number) => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    const specifier = node.text.replace(/\?.*$/, '');
    const target = resolveImport(file.path, specifier);
    found.push({ from: file.path, line: lineAt(code, position), specifier, target });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.moduleSpecifier.pos);
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node.moduleSpecifier, node.moduleSpecifier.pos);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], node.pos);
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  // A file named by its address (`new URL('./x.ts', import.meta.url)`) is started or read: somebody needs it.
  for (const match of code.matchAll(/new URL\(\s*'(\.[^']+)'\s*,\s*import\.meta\.url/g)) {
    const target = resolveImport(file.path, match[1]!);
    found.push({
      from: file.path,
      line: lineAt(code, match.index),
      specifier: match[1]!,
      target,
    });
  }
  return found;
}

/** Everything but the scripts turned to spaces, so that lines keep their numbers. */
function scriptsOf(text: string): string {
  let kept = '';
  let end = 0;
  for (const match of text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)) {
    const start = match.index + match[0].indexOf('>') + 1;
    kept += blank(text.slice(end, start)) + match[1]!;
    end = start + match[1]!.length;
  }
  return kept + blank(text.slice(end));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

const ALIASES: Record<string, string> = {
  '#lib/': 'src/lib/',
  '#schema/': 'schema/',
  '#server/': 'server/',
  '#jobs/': 'jobs/',
};

/** The path a specifier means, from the root; null when it is a package. Both the alias and the relative form count. */
export function resolveImport(from: string, specifier: string): string | null {
  for (const [alias, folder] of Object.entries(ALIASES)) {
    if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length);
  }
  if (!specifier.startsWith('.')) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
