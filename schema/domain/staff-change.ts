import type { ErrorCode } from '../errors.ts';

type StaffChange = {
  askerId: string;
  memberId: string;
  /** Everyone who is an admin now, held so that nobody else decides at the same time. */
  adminIds: readonly string[];
  /** Are they still an admin afterwards? */
  staysAdmin: boolean;
  /** Are they taken out? */
  isLeaving: boolean;
};

/** Why an admin may not change a colleague in this way; null when they may. A business is never left without an admin. */
export function refuseStaffChange(change: StaffChange): ErrorCode | null {
  const { askerId, memberId, adminIds, staysAdmin, isLeaving } = change;
  if (!adminIds.includes(askerId)) return 'forbidden';
  const isLast = adminIds.length === 1 && adminIds[0] === memberId;
  if (isLast && (isLeaving || !staysAdmin)) return 'last_admin';
  if (isLeaving && askerId === memberId) return 'not_oneself';
  return null;
}
