export type Place = { latitude: number; longitude: number };

const PAIR = /(-?\d{1,3}\.\d+)\s*[, ]\s*(-?\d{1,3}\.\d+)/;

/** The coordinates in a map link or in plain words, or null when there are none on this earth. */
export function readPlace(text: string): Place | null {
  const plain = text.replaceAll('%2C', ',');
  // A map link names the place itself after "!3d…!4d…"; what stands after "@" is only where the map was looking.
  const exact = /!3d(-?\d+\.\d+)!4d(-?\d+\.\d+)/.exec(plain);
  const match = exact ?? PAIR.exec(plain);
  if (!match) return null;
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
