import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineMutator } from '#schema/mutators/define-mutator.ts';
import { Refusal } from '#schema/errors.ts';

const claim = defineMutator(z.object({ id: z.string() }), async () => {
  await Promise.resolve();
  throw new Refusal('already_claimed', { name: 'Brian' });
});

function run(reason: string): Promise<void> {
  return claim.fn({
    tx: { location: 'client', reason },
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
