export const INVITATION_MS = 7 * 24 * 60 * 60 * 1000;

/** What decides whether a link still opens. Instants in ms. */
export type InvitationTimes = { usedAt: number | null; revokedAt: number | null; expiresAt: number };

export type InvitationState = 'open' | 'used' | 'taken_back' | 'expired';

/** What became of a link, at an instant in ms. What somebody did to it comes before what time did. */
export function invitationState(
  { usedAt, revokedAt, expiresAt }: InvitationTimes,
  now: number,
): InvitationState {
  if (usedAt !== null) return 'used';
  if (revokedAt !== null) return 'taken_back';
  return expiresAt <= now ? 'expired' : 'open';
}
