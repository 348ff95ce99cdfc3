import { describe, expect, it } from 'vitest';
import { refuseStaffChange } from '#schema/domain/staff-change.ts';

const change = { askerId: 'a', memberId: 'b', adminIds: ['a', 'b'], staysAdmin: false, isLeaving: false };

describe('changing a colleague', () => {
  it('is for admins, also for those who were one a moment ago', () => {
    expect(refuseStaffChange({ ...change, adminIds: ['b'] })).toBe('forbidden');
    expect(refuseStaffChange(change)).toBeNull();
  });

  it('never leaves a business without an admin', () => {
    const last = { ...change, memberId: 'a', adminIds: ['a'] };
    expect(refuseStaffChange(last)).toBe('last_admin');
    expect(refuseStaffChange({ ...last, isLeaving: true })).toBe('last_admin');
    expect(refuseStaffChange({ ...last, staysAdmin: true })).toBeNull();
    expect(refuseStaffChange({ ...last, memberId: 'c' })).toBeNull();
  });

  it('takes nobody out by their own hand', () => {
    const own = { ...change, memberId: 'a' };
    expect(refuseStaffChange({ ...own, isLeaving: true })).toBe('not_oneself');
    expect(refuseStaffChange(own)).toBeNull();
  });
});
