/** A JSON Schema as our description writes it. */
type Shape = Record<string, unknown>;
type Shapes = Record<string, Shape>;

const TYPES: Record<string, (value: unknown) => boolean> = {
  null: (value) => value === null,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** Where a value is not what its shape says, as lines for a person; none when it is. A field nobody named is a fault. */
export function faultsOf(value: unknown, shape: Shape, shapes: Shapes, path = '$'): string[] {
  if (typeof shape['$ref'] === 'string')
    return faultsOf(value, shapes[shape['$ref'].split('/').at(-1)!]!, shapes, path);
  const choices = (shape['anyOf'] ?? shape['oneOf']) as Shape[] | undefined;
  if (choices) {
    const tried = choices.map((choice) => faultsOf(value, choice, shapes, path));
    return tried.some((faults) => faults.length === 0) ? [] : tried.flat();
  }
  if (Array.isArray(shape['enum']) && !shape['enum'].includes(value)) return [`${path}: none of the values`];
  if ('const' in shape && shape['const'] !== value) return [`${path}: another value`];
  const type = shape['type'] as string | string[] | undefined;
  const types = type === undefined ? [] : [type].flat();
  if (types.length > 0 && !types.some((name) => TYPES[name]!(value)))
    return [`${path}: ${JSON.stringify(value)} is not ${types.join(' or ')}`];
  if (Array.isArray(value) && shape['items'])
    return value.flatMap((item, n) => faultsOf(item, shape['items'] as Shape, shapes, `${path}[${n}]`));
  if (!TYPES['object']!(value) || !shape['properties']) return [];
  const given = value as Record<string, unknown>;
  const known = shape['properties'] as Shapes;
  const missing = ((shape['required'] ?? []) as string[]).filter((key) => !(key in given));
  return [
    ...missing.map((key) => `${path}.${key}: missing`),
    ...Object.entries(given).flatMap(([key, inner]) => {
      const inside = known[key];
      if (inside) return faultsOf(inner, inside, shapes, `${path}.${key}`);
      return typeof shape['additionalProperties'] === 'object' ? [] : [`${path}.${key}: nobody speaks of it`];
    }),
  ];
}
