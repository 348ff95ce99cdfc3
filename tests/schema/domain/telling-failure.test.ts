import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tellingFailure } from '#schema/domain/telling-failure.ts';
import type { ToldFailure } from '#schema/domain/telling-failure.ts';

const failure = fc.record({
  key: fc.constantFrom('unknown', 'somethingWrong', 'notOnWhatsApp', 'marketingHeldBack'),
  code: fc.constantFrom(null, 131000, 131026, 131049),
  at: fc.constantFrom(1_000, 2_000),
});
const told = (failures: readonly ToldFailure[]) =>
  failures.reduce<ToldFailure | null>((one, other) => tellingFailure(one, other), null);
const saying = ({ code, at }: ToldFailure) => ({ code, at });

it('the reason that is told does not depend on the order in which several came', () => {
  fc.assert(
    fc.property(fc.array(failure, { minLength: 1, maxLength: 5 }), (failures) => {
      expect(saying(told(failures.toReversed())!)).toEqual(saying(told(failures)!));
      expect(saying(told([...failures, ...failures])!)).toEqual(saying(told(failures)!));
    }),
  );
});

it('one that was kept without its time gives way', () => {
  const old = { key: 'notOnWhatsApp', code: 131026 };
  expect(tellingFailure<ToldFailure>(old, { key: 'marketingHeldBack', code: 131049, at: 1 }).code).toBe(
    131049,
  );
});
