import { describe, expect, it } from 'vitest';
import { firstSteps } from '#lib/views/inbox/first-steps.ts';
import type { FirstFacts } from '#lib/views/inbox/first-steps.ts';

const nothing: FirstFacts = { isSandbox: true, hasHeard: false, isSomebodyInvited: false, ownNumbers: 0 };
const done = (facts: Partial<FirstFacts>) =>
  firstSteps({ ...nothing, ...facts }).flatMap(({ id, isDone }) => (isDone ? [id] : []));

describe('the first steps of a business', () => {
  it('are three, and none is done where nothing has happened', () => {
    expect(firstSteps(nothing).map(({ id }) => id)).toEqual(['phone', 'people', 'number']);
    expect(done({})).toEqual([]);
  });

  it('each is done by what is so', () => {
    expect(done({ hasHeard: true })).toEqual(['phone']);
    expect(done({ isSomebodyInvited: true })).toEqual(['people']);
    expect(done({ ownNumbers: 1 })).toEqual(['number']);
  });

  it('without a sandbox there is no phone to try', () => {
    expect(firstSteps({ ...nothing, isSandbox: false }).map(({ id }) => id)).toEqual(['people', 'number']);
  });
});
