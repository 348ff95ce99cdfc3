const NAIROBI_OFFSET_MS = 3 * 3_600_000;
const DAY_MS = 86_400_000;

/** The instant (ms) of a Nairobi wall-clock time, `days` away from the Nairobi day that contains `now`. */
export function atNairobi(now: number, days: number, hours: number, minutes: number): number {
  const localDay = Math.floor((now + NAIROBI_OFFSET_MS) / DAY_MS) + days;
  return localDay * DAY_MS + (hours * 60 + minutes) * 60_000 - NAIROBI_OFFSET_MS;
}

/** Date as d/m/yy and time as h:mm AM/PM in Nairobi, the way an M-Pesa message writes them. */
export function tellMpesaTime(at: number): { date: string; time: string } {
  const local = new Date(at + NAIROBI_OFFSET_MS);
  const hours = local.getUTCHours();
  const minutes = String(local.getUTCMinutes()).padStart(2, '0');
  const year = String(local.getUTCFullYear() % 100).padStart(2, '0');
  return {
    date: `${local.getUTCDate()}/${local.getUTCMonth() + 1}/${year}`,
    time: `${hours % 12 === 0 ? 12 : hours % 12}:${minutes} ${hours < 12 ? 'AM' : 'PM'}`,
  };
}
