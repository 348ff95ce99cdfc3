export type TagChoice = {
  name: string;
  /** How many of the people have it. */
  count: number;
};

const SHOWN = 40;

/**
 * The tags one may put on these people or take off them: what they have stands first, then what is in use elsewhere, by
 * name; what is being written narrows them. A tag is one tag however its letters are cased.
 */
export function tagChoices({
  people,
  inUse,
  written,
}: {
  /** The tags of each person. */
  people: readonly (readonly string[])[];
  inUse: readonly (readonly string[])[];
  written: string;
}): { known: TagChoice[]; isNew: boolean } {
  const all = new Map<string, TagChoice>();
  for (const tags of people) {
    for (const name of tags) {
      const choice = all.get(name.toLowerCase()) ?? { name, count: 0 };
      choice.count += 1;
      all.set(name.toLowerCase(), choice);
    }
  }
  for (const name of inUse.flat()) {
    if (!all.has(name.toLowerCase())) all.set(name.toLowerCase(), { name, count: 0 });
  }
  const wanted = written.trim().toLowerCase();
  const known = [...all.values()]
    .filter((choice) => choice.name.toLowerCase().includes(wanted))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
    .slice(0, SHOWN);
  return { known, isNew: wanted !== '' && !all.has(wanted) };
}
