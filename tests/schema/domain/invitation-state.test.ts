import { expect, it } from 'vitest';
import { invitationState } from '#schema/domain/invitation-state.ts';

const line = { usedAt: null, revokedAt: null, expiresAt: 1_000 };

it('a link is open until the instant it runs out', () => {
  expect(invitationState(line, 999)).toBe('open');
  expect(invitationState(line, 1_000)).toBe('expired');
});

it('what was done to a link is said before what time did to it', () => {
  expect(invitationState({ ...line, revokedAt: 5 }, 2_000)).toBe('taken_back');
  expect(invitationState({ ...line, usedAt: 5 }, 2_000)).toBe('used');
});
