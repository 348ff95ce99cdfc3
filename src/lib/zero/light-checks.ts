/**
 * What the schema asks of its arguments, in two kilobytes: in the browser this stands in for the package of the same
 * words, which is ten times as large. It speaks only the words the schema uses and says yes or no, not why; the server
 * checks everything again with the package itself.
 */
const REFUSED = Symbol('refused');
type Read = (value: unknown) => unknown;
type Result = { success: true; data: unknown } | { success: false };

const UUID =
  /^([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|0{8}(-0{4}){3}-0{12}|f{8}(-f{4}){3}-f{12})$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

const sizeOf = (value: unknown): number => (typeof value === 'number' ? value : (value as string).length);

function check(read: Read) {
  const and = (step: Read) =>
    check((value) => {
      const seen = read(value);
      return seen === REFUSED ? REFUSED : step(seen);
    });
  const must = (isGood: (value: never) => boolean) =>
    and((value) => (isGood(value as never) ? value : REFUSED));
  const or = (isLeft: (value: unknown) => boolean) => check((value) => (isLeft(value) ? value : read(value)));
  const safeParse = (value: unknown): Result => {
    const data = read(value);
    return data === REFUSED ? { success: false } : { success: true, data };
  };
  return {
    read,
    safeParse,
    optional: () => or((value) => value === undefined),
    nullable: () => or((value) => value === null),
    nullish: () => or((value) => value === undefined || value === null),
    refine: must,
    pipe: (next: Check) => and(next.read),
    min: (least: number) => must((value) => sizeOf(value) >= least),
    max: (most: number) => must((value) => sizeOf(value) <= most),
    length: (exact: number) => must((value) => sizeOf(value) === exact),
    positive: () => must((value: number) => value > 0),
    int: () => must(Number.isSafeInteger),
    regex: (pattern: RegExp) => must((value: string) => pattern.test(value)),
    trim: () => and((value) => (value as string).trim()),
    toLowerCase: () => and((value) => (value as string).toLowerCase()),
    '~standard': {
      version: 1,
      vendor: 'kazi',
      validate: (value: unknown) => {
        const result = safeParse(value);
        return result.success ? { value: result.data } : { issues: [{ message: 'not as agreed' }] };
      },
    },
  };
}
type Check = { read: Read };
type Shape = Record<string, Check>;

const kind = (isGood: (value: unknown) => boolean) => check((value) => (isGood(value) ? value : REFUSED));
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isString = (value: unknown): value is string => typeof value === 'string';

function object(shape: Shape, isStrict = false) {
  const keys = Object.keys(shape);
  const whole = check((value) => {
    if (!isObject(value)) return REFUSED;
    if (isStrict && Object.keys(value).some((key) => !Object.hasOwn(shape, key))) return REFUSED;
    const seen: Record<string, unknown> = {};
    for (const key of keys) {
      const part = shape[key]!.read(value[key]);
      if (part === REFUSED) return REFUSED;
      if (part !== undefined || key in value) seen[key] = part;
    }
    return seen;
  });
  return { ...whole, extend: (more: Shape): typeof whole => object({ ...shape, ...more }, isStrict) };
}

function record(key: Check, part: Check) {
  return check((value) => {
    if (!isObject(value)) return REFUSED;
    const entries = Object.entries(value).map(([k, v]) => [key.read(k), part.read(v)] as const);
    return entries.some((entry) => entry.includes(REFUSED))
      ? REFUSED
      : Object.fromEntries(entries as [string, unknown][]);
  });
}

function array(part: Check) {
  return check((value) => {
    if (!Array.isArray(value)) return REFUSED;
    const seen = value.map(part.read);
    return seen.includes(REFUSED) ? REFUSED : seen;
  });
}

function union(ways: readonly Check[]) {
  return check((value) => {
    for (const way of ways) {
      const seen = way.read(value);
      if (seen !== REFUSED) return seen;
    }
    return REFUSED;
  });
}

export const z = {
  object,
  strictObject: (shape: Shape) => object(shape, true),
  record,
  partialRecord: record,
  array,
  union,
  lazy: (later: () => Check) => check((value) => later().read(value)),
  enum: (words: readonly string[]) => kind((value) => words.includes(value as string)),
  literal: (word: unknown) => kind((value) => value === word),
  string: () => kind(isString),
  number: () => kind(Number.isFinite),
  boolean: () => kind((value) => typeof value === 'boolean'),
  uuid: () => kind((value) => isString(value) && UUID.test(value)),
  iso: {
    date: () =>
      kind((value) => isString(value) && DATE.test(value) && !Number.isNaN(Date.parse(`${value}T00:00Z`))),
  },
};
