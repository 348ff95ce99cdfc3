import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskIdentity } from '#schema/domain/mask-identity.ts';
import { numberPatterns } from '#schema/domain/number-patterns.ts';

const whole = (typed: string) => numberPatterns(typed, { callingCode: '254', isMasked: false });
const masked = (typed: string) => numberPatterns(typed, { callingCode: '254', isMasked: true });

it.each([
  ['0712345678', ['254712345678'], '0712345678'],
  ['0712', ['254712'], '0712'],
  ['+254712', ['254712'], null],
  ['00254712', ['254712'], '00254712'],
  ['712345', ['712345', '254712345'], '712345'],
  ['5678', ['5678', '2545678'], '5678'],
])('%s is looked for at the front as %j and at the back as %j', (typed, starts, end) => {
  expect(whole(typed)).toEqual({ starts, end, masks: null });
});

it('two digits are too few to mean a number', () => {
  expect(whole('07')).toBeNull();
});

it('whoever sees numbers masked finds a whole one by how it looks masked', () => {
  const masks = ['+254 7•• ••• 678'];
  expect(masked('0712 345 678'.replaceAll(' ', ''))).toEqual({ starts: [], end: '678', masks });
  expect(masked('+254712345678')).toEqual({ starts: [], end: '678', masks });
});

it('and the last three or four digits by the three they can see', () => {
  expect(masked('678')).toEqual({ starts: [], end: '678', masks: null });
  expect(masked('5678')).toEqual({ starts: [], end: '678', masks: null });
  expect(masked('07123')).toBeNull();
});

it('two numbers that look the same masked are found by the same searches: nothing hidden can be spelled out', () => {
  const tail = fc.stringMatching(/^\d{5}$/);
  fc.assert(
    fc.property(tail, tail, fc.stringMatching(/^\d{3}$/), (one, other, end) => {
      const numbers = [one, other].map((middle) => `2547${middle}${end}`);
      const [a, b] = numbers.map((number) => masked(`+${number}`));
      expect(maskIdentity('phone', numbers[0]!)).toBe(maskIdentity('phone', numbers[1]!));
      expect(a).toEqual(b);
    }),
  );
});
