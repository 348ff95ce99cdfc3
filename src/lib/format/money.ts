const SIGNS: Record<string, string> = { KES: 'KSh', TZS: 'TSh', UGX: 'USh' };
const NO_BREAK_SPACE = '\u00a0';

/** Whole units grouped by thousands, cents only when there are any: 1015000 → "10,150", 150050 → "1,500.50". */
export function formatAmount(amountMinor: number): string {
  const sign = amountMinor < 0 ? '−' : '';
  const minor = Math.abs(Math.trunc(amountMinor));
  const whole = String(Math.floor(minor / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  const cents = minor % 100;
  return cents === 0 ? `${sign}${whole}` : `${sign}${whole}.${String(cents).padStart(2, '0')}`;
}

/** "KSh 1,500" from minor units and a currency code; the two never break apart. */
export function formatMoney(amountMinor: number, currency: string): string {
  return `${SIGNS[currency] ?? currency}${NO_BREAK_SPACE}${formatAmount(amountMinor)}`;
}
