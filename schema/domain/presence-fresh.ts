/** A visible tab rewrites its presence this often. */
export const PRESENCE_BEAT_MS = 8_000;

/** Readers ignore presence older than this; a sweep removes it soon after. */
export const PRESENCE_TIMEOUT_MS = 20_000;

/**
 * Whoever had the inbox before them this lately is at their desk and may be given work. Longer than presence is fresh: a
 * look into another window or a short call is not leaving.
 */
export const ATTENDANCE_MS = 3 * 60_000;

/** Is this tab still there? A tab that crashed, slept or lost its network simply stops being fresh. */
export function isPresenceFresh({ seenAt, now }: { seenAt: number; now: number }): boolean {
  return now - seenAt < PRESENCE_TIMEOUT_MS;
}
