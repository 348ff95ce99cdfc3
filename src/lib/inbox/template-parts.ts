/** A template's body cut into words and the places of its variables: "Habari {jina}" → text, variable. */
export function templateParts(body: string): { kind: 'text' | 'variable'; text: string }[] {
  const parts: { kind: 'text' | 'variable'; text: string }[] = [];
  let from = 0;
  for (const match of body.matchAll(/\{\{?([^{}]+)\}?\}/g)) {
    if (match.index > from) parts.push({ kind: 'text', text: body.slice(from, match.index) });
    parts.push({ kind: 'variable', text: (match[1] ?? '').trim() });
    from = match.index + match[0].length;
  }
  if (from < body.length) parts.push({ kind: 'text', text: body.slice(from) });
  return parts;
}
