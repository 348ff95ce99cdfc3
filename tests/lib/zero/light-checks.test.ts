import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';

type Validator = {
  '~standard': { validate: (value: unknown) => { value?: unknown; issues?: readonly unknown[] } };
};
type Found = Map<string, Validator>;

/** Every check of every mutator and query, by its name, with one package or the other behind the same words. */
async function collect(isLight: boolean): Promise<Found> {
  vi.resetModules();
  const found: Found = new Map();
  vi.doMock('@rocicorp/zero', async (original) => {
    const noting = (kind: string) => (tree: object) => {
      walk(tree, [kind], found);
      return tree;
    };
    const define = (first: object, second?: unknown) => ({ validator: second ? first : null });
    return {
      ...(await original<object>()),
      ...{ defineMutator: define, defineMutatorWithType: () => define },
      ...{ defineQuery: define, defineQueryWithType: () => define },
      ...{ defineMutators: noting('mutator'), defineMutatorsWithType: () => noting('mutator') },
      ...{ defineQueries: noting('query'), defineQueriesWithType: () => noting('query') },
    };
  });
  if (isLight) vi.doMock('zod', () => import('#lib/zero/light-checks.ts'));
  else vi.doUnmock('zod');
  await import('#schema/mutators/index.ts');
  await import('#schema/queries/index.ts');
  const { filterSchema } = await import('#schema/domain/saved-filter.ts');
  const { ruleConditions } = await import('#schema/domain/route-conversation.ts');
  const { topicsSchema } = await import('#schema/domain/notification-topics.ts');
  const { quietHoursSchema } = await import('#schema/domain/quiet-hours.ts');
  const stored = { filterSchema, ruleConditions, topicsSchema, quietHoursSchema };
  for (const [name, schema] of Object.entries(stored)) found.set(name, schema as unknown as Validator);
  return found;
}

function walk(part: unknown, path: string[], found: Found): void {
  if (typeof part !== 'object' || part === null) return;
  if (!('validator' in part)) {
    for (const [key, value] of Object.entries(part)) walk(value, [...path, key], found);
  } else if (part.validator) found.set(path.join('.'), part.validator as Validator);
}

// Test files share a process: whoever comes next in it gets the packages themselves again.
afterAll(() => {
  vi.doUnmock('@rocicorp/zero');
  vi.doUnmock('zod');
  vi.resetModules();
});

/** A check as the package itself knows it, so that values can be made that are nearly right. */
type Inner = { _zod: { def: Record<string, unknown> & { type: string } } };

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const odd = fc.oneof(
  fc.constantFrom(undefined, null, '', ' ', 0, -1, 1.5, Number.NaN, Infinity, 2 ** 53, true, [], {}),
  fc.constantFrom(ID, ID.toUpperCase(), ID.replace('-7', '-9'), '2026-02-29', '2028-02-29', '2026-13-01'),
  fc.string({ maxLength: 90 }),
  fc.integer({ min: -2, max: 3_000 }),
);

function right({ _zod: { def } }: Inner, depth: number): fc.Arbitrary<unknown> {
  if (depth > 5) return odd;
  const inside = (part: unknown) => nearly(part as Inner, depth + 1);
  switch (def.type) {
    case 'object': {
      const shape = Object.entries(def['shape'] as object).map(([key, part]) => [key, inside(part)]);
      const parts = Object.fromEntries(shape) as Record<string, fc.Arbitrary<unknown>>;
      return fc.oneof(
        { weight: 9, arbitrary: fc.record(parts) },
        { weight: 1, arbitrary: fc.record(parts, { requiredKeys: [] }) },
      );
    }
    case 'array':
      return fc.oneof(
        fc.array(inside(def['element']), { maxLength: 4 }),
        fc.array(inside(def['element']), { minLength: 7, maxLength: 7 }),
      );
    case 'union':
      return fc.oneof(...(def['options'] as unknown[]).map(inside));
    case 'optional':
    case 'nullable':
      return fc.option(inside(def['innerType']), { nil: def.type === 'optional' ? undefined : null });
    case 'lazy':
      return inside((def['getter'] as () => Inner)());
    case 'enum':
      return fc.constantFrom(...Object.values(def['entries'] as object));
    case 'literal':
      return fc.constantFrom(...(def['values'] as unknown[]));
    case 'record':
      return fc.dictionary(inside(def['keyType']).map(String), inside(def['valueType']), { maxKeys: 3 });
    case 'pipe':
      return fc.constantFrom('bei', ' Bei ', 'x y', 'BEI-2');
    case 'string':
      return fc.constantFrom(
        def['format'] === 'uuid' ? ID : 'a',
        ID,
        ' Habari ',
        'tab-1234567',
        '2026-01-31',
      );
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 1_500 }));
    default:
      return fc.boolean();
  }
}

/** Mostly right, or one with many parts would never be taken. */
function nearly(schema: Inner, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 40, arbitrary: right(schema, depth) },
    { weight: 1, arbitrary: depth > 0 ? odd : odd.map((value) => ({ value })) },
  );
}

test('the browser’s checks say of everything what the server’s say', async () => {
  const theirs = await collect(false);
  const ours = await collect(true);
  expect(theirs.size).toBeGreaterThan(40);
  expect([...ours.keys()]).toEqual([...theirs.keys()]);
  const accepted = new Set<string>();
  for (const [name, schema] of theirs) {
    fc.assert(
      fc.property(nearly(schema as unknown as Inner), (value) => {
        const [a, b] = [schema, ours.get(name)!].map((s) => s['~standard'].validate(value));
        expect(b!.issues === undefined, `${name} of ${JSON.stringify(value)}`).toBe(a!.issues === undefined);
        if (a!.issues) return;
        accepted.add(name);
        expect(b!.value).toEqual(a!.value);
      }),
      { numRuns: 120, seed: 7 },
    );
  }
  // Two that refuse everything would agree as well.
  expect(accepted.size / theirs.size).toBeGreaterThan(0.9);
});
