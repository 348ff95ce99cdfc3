/** A visible tab says this often that it is still there. */
export const PRESENCE_BEAT_MS = 8_000;

/** A tab silent for this long is gone; a sweep removes it soon after. */
export const PRESENCE_TIMEOUT_MS = 20_000;

/**
 * Whoever had the inbox before them this lately is at their desk and may be given work. Longer than presence is fresh: a
 * look into another window or a short call is not leaving.
 */
export const ATTENDANCE_MS = 3 * 60_000;
