/** A row as the database keeps it, column by column. */
type Line = Readonly<Record<string, unknown>>;

/**
 * Which columns go back to what they were when a change is undone? Those that the change had made different and that
 * nobody has changed since: what people did afterwards stays.
 */
export function undoneColumns({ before, after, now }: Record<'before' | 'after' | 'now', Line>): Line {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return Object.fromEntries(
    Object.entries(before).filter(
      ([column, was]) => !same(was, after[column]) && same(now[column], after[column]),
    ),
  );
}
