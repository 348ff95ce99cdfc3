import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newMessageSchema } from '#server/api/new-message-shape.ts';
import { Problem } from '#server/api/problem.ts';
import { readBody, readQuery } from '#server/api/read-request.ts';

function faults(read: () => unknown): Record<string, string> {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem)
      return Object.fromEntries((error.words.errors ?? []).map(({ path, message }) => [path, message]));
    throw error;
  }
  return {};
}

const shape = z.strictObject({
  name: z.string().min(1).max(3),
  tags: z.array(z.string()).max(2).optional(),
  count: z.int().min(2).optional(),
  isOpen: z.boolean().optional(),
  status: z.enum(['open', 'closed']).optional(),
  until: z.iso.datetime().optional(),
});
const body = (value: unknown) => faults(() => readBody(shape, value));

describe('what is wrong with a body is said in words that tell the way out', () => {
  it.each([
    [{}, { name: 'is needed' }],
    [{ name: 5 }, { name: 'must be a text' }],
    [{ name: null }, { name: 'must be a text' }],
    [{ name: '' }, { name: 'must not be empty' }],
    [{ name: 'abcd' }, { name: 'must have at most 3 characters' }],
    [{ name: 'a', tags: 'b' }, { tags: 'must be a list' }],
    [{ name: 'a', tags: ['a', 'b', 'c'] }, { tags: 'must have at most 2 entries' }],
    [{ name: 'a', count: 1 }, { count: 'must be at least 2' }],
    [{ name: 'a', count: 2.5 }, { count: 'must be a whole number' }],
    [{ name: 'a', isOpen: 'yes' }, { isOpen: 'must be true or false' }],
    [{ name: 'a', status: 'x' }, { status: 'must be "open" or "closed"' }],
    [{ name: 'a', until: 'soon' }, { until: 'must be an instant such as 2026-11-20T12:00:00Z' }],
    [{ name: 'a', zone: 1 }, { zone: 'is not known here' }],
    [[], { '': 'must be an object' }],
  ])('%j', (value, said) => expect(body(value)).toEqual(said));
});

describe('of several shapes a message may have, it speaks about the one that was meant', () => {
  const message = (value: unknown) => faults(() => readBody(newMessageSchema, value));
  it.each([
    [{}, ['text']],
    [{ template: {} }, ['template.name', 'template.language']],
    [{ media: { link: 'ftp://x' } }, ['media.link', 'media.type']],
    [{ text: 'hi', colour: 1 }, ['colour']],
    [{ interactive: { type: 'link', body: 'a' } }, ['interactive.label', 'interactive.url']],
  ])('%j', (value, paths) => expect(Object.keys(message(value)).sort()).toEqual(paths.toSorted()));
});

it('a parameter with a character the database cannot keep is refused by its name', () => {
  expect(faults(() => readQuery(z.strictObject({ identity: z.string() }), { identity: 'a\0b' }))).toEqual({
    identity: 'holds a zero character',
  });
});
