type Named = { id: string; name: string };

/**
 * Which members does a note mention? `@` and a first name, or the whole name; of two people with one first name the
 * whole name says which, the first name alone means both. Case does not matter. Ids in the order of `members`.
 */
export function mentionedMembers(text: string, members: readonly Named[]): string[] {
  const words = text.normalize('NFC').toLowerCase();
  const wholes = members.filter((m) => isNamed(words, m.name));
  return members
    .filter((m) => {
      if (wholes.includes(m)) return true;
      // "@Amina Yusuf" is that Amina alone.
      const isTaken = wholes.some((w) => shareFirstName(w, m));
      return !isTaken && isNamed(words, firstWord(m.name));
    })
    .map((m) => m.id);
}

/** How a note mentions this member and nobody else: by the first name where it is theirs alone, else by the whole one. */
export function mentionOf(member: Named, members: readonly Named[]): string {
  const isShared = members.some((other) => other.id !== member.id && shareFirstName(other, member));
  return `@${isShared ? member.name : firstWord(member.name)}`;
}

function firstWord(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}

function shareFirstName(one: Named, other: Named): boolean {
  return firstWord(one.name).toLowerCase() === firstWord(other.name).toLowerCase();
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
