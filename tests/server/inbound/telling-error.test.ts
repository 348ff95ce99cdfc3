import { expect, it } from 'vitest';
import { failureFrom, tellingError } from '#server/inbound/record-status.ts';

const error = (code: number) => ({ code, title: `(#${code})`, details: null, href: null });

it('of several errors the one that says what happened is told, wherever it stands', () => {
  for (const codes of [[131050], [131000, 131050], [131050, 131000], [999_999, 131050, 131026]]) {
    const told = failureFrom(tellingError(codes.map(error)));
    expect(told, String(codes)).toMatchObject({ key: 'marketingStopped', code: 131050 });
  }
});

it('where none says more, the first; where there is none, that nobody knows', () => {
  expect(failureFrom(tellingError([131000, 999_999].map(error)))).toMatchObject({ code: 131000 });
  expect(failureFrom(tellingError([]))).toMatchObject({ code: null });
});
