/** A visible tab says this often that it is still there. */
export const PRESENCE_BEAT_MS = 8_000;

/** A tab silent for this long is gone; a sweep removes it soon after. */
export const PRESENCE_TIMEOUT_MS = 20_000;

/** A tab that somebody uses says this often that they are at their desk. */
export const DESK_BEAT_MS = 30_000;

/** A tab nobody has touched for this long says it no more: a screen left on is not a person. */
export const DESK_IDLE_MS = 2 * 60_000;

/** Is somebody before this tab? Instants in ms. */
export function isAtDesk(tab: { isVisible: boolean; touchedAt: number; now: number }): boolean {
  return tab.isVisible && tab.now - tab.touchedAt < DESK_IDLE_MS;
}

/**
 * Whoever said so this lately is at their desk and may be given work. Longer than presence is fresh: a look into another
 * window or a short call is not leaving.
 */
export const ATTENDANCE_MS = 3 * 60_000;
