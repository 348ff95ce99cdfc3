import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineMutator } from '#schema/mutators/define-mutator.ts';
import { Refusal } from '#schema/errors.ts';

const claim = defineMutator(z.object({ id: z.string() }), async () => {
  await Promise.resolve();
  throw new Refusal('already_claimed', { name: 'Brian' });
});

const missing = defineMutator(z.object({ id: z.string() }), async () => {
  await Promise.resolve();
  throw new Refusal('not_found');
});

function run(reason: string, mutator = claim): Promise<void> {
  return mutator.fn({
    tx: { location: reason === 'authoritative' ? 'server' : 'client', reason },
    ctx: {},
    args: { id: '1' },
  } as never) as Promise<void>;
}

describe('a mutation that a colleague was quicker with', () => {
  it('does nothing when the browser runs it again, so that what came in is still taken in', async () => {
    await expect(run('rebase')).resolves.toBeUndefined();
  });

  it.each(['optimistic', 'authoritative'])(
    'is refused as ever where somebody hears it: %s',
    async (reason) => {
      await expect(run(reason)).rejects.toMatchObject({
        details: { code: 'already_claimed', name: 'Brian' },
      });
    },
  );
});

describe('a mutation of what is not on this device', () => {
  it('does nothing in the browser and is left to the server to know', async () => {
    await expect(run('optimistic', missing)).resolves.toBeUndefined();
    await expect(run('rebase', missing)).resolves.toBeUndefined();
  });

  it('is refused by the server, which has everything', async () => {
    await expect(run('authoritative', missing)).rejects.toMatchObject({ details: { code: 'not_found' } });
  });
});
