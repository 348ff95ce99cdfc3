/** Why WhatsApp keeps back what it took: it checks a new template first, or has paused the template. */
export const HOLD_REASONS = ['heldForCheck', 'heldByPause'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** WhatsApp tells within minutes what it thinks of a template; what is held for so long should be looked at. */
export const HELD_LONG_MS = 60 * 60_000;

const SAID: Record<string, HoldReason> = {
  held_for_quality_assessment: 'heldForCheck',
  paused: 'heldByPause',
};

/** What the provider's word for a message it took means for us. Null: it is on its way. */
export function holdReason(messageStatus: string | null | undefined): HoldReason | null {
  return SAID[messageStatus?.toLowerCase() ?? ''] ?? null;
}

/** Was it taken so long ago that somebody should look? `since`: instant in ms. */
export function isHeldLong(since: number, now: number): boolean {
  return now - since >= HELD_LONG_MS;
}
