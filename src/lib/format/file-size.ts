const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** "84 KB", "1.4 MB", "112 MB": one decimal below ten, none above. */
export function formatFileSize(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const text = unit > 0 && value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
  return `${text} ${UNITS[unit] ?? 'GB'}`;
}
