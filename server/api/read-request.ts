import type { z } from 'zod';
import { faultWords } from './fault-words.ts';
import { bodyFault, Problem } from './problem.ts';
import type { FieldFault } from './problem.ts';

/** More than any body of ours needs. */
export const MAX_BODY_BYTES = 256 * 1024;

const MAX_DEPTH = 20;
const utf8 = new TextDecoder('utf-8', { fatal: true });

export type JsonBody = { bytes: Buffer; value: unknown };

/** The body as JSON, with its bytes. Throws 415, 413 and 400 problems. */
export async function readJson(request: Request): Promise<JsonBody> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new Problem('unsupported_media_type', {
      detail: 'Send the body as JSON, with the header Content-Type: application/json.',
    });
  }
  const bytes = await readBytes(request);
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new Problem('body_unreadable', { detail: 'The body is not JSON in UTF-8.' });
  }
  const fault = textFault(value, 0);
  if (fault) throw new Problem('body_unreadable', { detail: fault });
  return { bytes, value };
}

async function readBytes(request: Request): Promise<Buffer> {
  const tooLarge = () =>
    new Problem('body_too_large', { detail: `A body may have at most ${MAX_BODY_BYTES} bytes.` });
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  if (!request.body) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

/** The database keeps neither a zero character nor half of a surrogate pair; found here, it is not a fault of ours. */
function textFault(value: unknown, depth: number): string | null {
  if (depth > MAX_DEPTH) return `The body nests deeper than ${MAX_DEPTH} levels.`;
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed()
      ? 'A text holds a zero character or half of a surrogate pair.'
      : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const inner of [...Object.keys(value), ...Object.values(value)]) {
    const fault = textFault(inner, depth + 1);
    if (fault) return fault;
  }
  return null;
}

/** Parameters of the address as they stand there. Throws a 400 problem where one stands twice: only one of them could be meant. */
export function readParameters(given: Record<string, string[]>): Record<string, string> {
  const twice = Object.keys(given).filter((key) => given[key]!.length > 1);
  if (twice.length > 0)
    throw badParameter(twice.map((path) => ({ path, message: 'stands there more than once' })));
  return Object.fromEntries(Object.entries(given).map(([key, [value = '']]) => [key, value]));
}

/** Parameters of the address, checked. An empty one counts as absent. Throws a 400 problem. */
export function readQuery<T extends z.ZodType>(schema: T, query: Record<string, string>): z.output<T> {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
  const unkept = Object.keys(given).filter((key) => given[key]!.includes('\0'));
  if (unkept.length > 0)
    throw badParameter(unkept.map((path) => ({ path, message: 'holds a zero character' })));
  const parsed = schema.safeParse(given, { error: faultWords });
  if (parsed.success) return parsed.data;
  throw badParameter(fieldFaults(parsed.error.issues));
}

/** Parameters of the address with something wrong in them. */
export function badParameter(errors: FieldFault[]): Problem {
  return new Problem('bad_parameter', {
    detail: 'At least one parameter of the address cannot be used.',
    errors,
  });
}

/** A body, checked. Throws a 422 problem. */
export function readBody<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value, { error: faultWords });
  if (parsed.success) return parsed.data;
  throw bodyFault(fieldFaults(parsed.error.issues));
}

/**
 * What is wrong, field by field. Of several shapes a body may have, the one it comes closest to is spoken about: the one
 * that knows most of its fields, and of those the one with the least to mend.
 */
export function fieldFaults(issues: readonly z.core.$ZodIssue[]): FieldFault[] {
  const faults = issues.flatMap((issue): FieldFault[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'is not known here' }));
    }
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const branches = issue.errors.map((branch) => ({
        unknown: branch.flatMap((inner) => (inner.code === 'unrecognized_keys' ? inner.keys : [])).length,
        faults: fieldFaults(branch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))),
      }));
      return branches.reduce((best, branch) =>
        (branch.unknown - best.unknown || branch.faults.length - best.faults.length) < 0 ? branch : best,
      ).faults;
    }
    return [{ path: pathOf(issue.path), message: issue.message }];
  });
  // One thing can be wrong with a field in two ways that are said alike.
  return [...new Map(faults.map((fault) => [`${fault.path} ${fault.message}`, fault])).values()];
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
