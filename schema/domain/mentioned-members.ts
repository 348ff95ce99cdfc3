/**
 * Which members does a note mention? `@` and a first name, or the whole name; of two people with one first name the
 * whole name says which, the first name alone means both. Case does not matter. Ids in the order of `members`.
 */
export function mentionedMembers(text: string, members: readonly { id: string; name: string }[]): string[] {
  const words = text.normalize('NFC').toLowerCase();
  const wholes = members.filter((m) => isNamed(words, m.name));
  const first = (name: string) => name.trim().split(/\s+/)[0] ?? '';
  return members
    .filter((m) => {
      if (wholes.includes(m)) return true;
      // "@Amina Yusuf" is that Amina alone.
      const isTaken = wholes.some((w) => first(w.name).toLowerCase() === first(m.name).toLowerCase());
      return !isTaken && isNamed(words, first(m.name));
    })
    .map((m) => m.id);
}

function isNamed(words: string, name: string): boolean {
  const wanted = name.normalize('NFC').toLowerCase().trim();
  if (wanted === '') return false;
  for (let at = words.indexOf(`@${wanted}`); at !== -1; at = words.indexOf(`@${wanted}`, at + 1)) {
    const before = at === 0 ? '' : words[at - 1]!;
    const after = words[at + wanted.length + 1] ?? '';
    // An e-mail address is not a mention, nor is a longer name.
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}
