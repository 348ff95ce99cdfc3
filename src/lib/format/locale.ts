/** What every formatter needs from its surroundings. Nothing in this folder reads the clock or the browser. */
export type FormatContext = {
  locale: 'en' | 'sw';
  /** IANA name, for example `Africa/Nairobi`. */
  timeZone: string;
};

const CACHE = new Map<string, Intl.DateTimeFormat>();

/** A cached date formatter: building one costs far more than using it. */
export function dateFormat(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const cached = CACHE.get(key);
  if (cached) return cached;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  CACHE.set(key, made);
  return made;
}
