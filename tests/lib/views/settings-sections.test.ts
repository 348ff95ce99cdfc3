import { expect, test } from 'vitest';
import { settingsSections } from '#lib/views/settings-sections.ts';

test('everyone finds the saved replies they answer with; what only admins change, only admins find', () => {
  expect(settingsSections('agent').map(({ id }) => id)).toEqual(['you', 'notifications', 'replies']);
  expect(settingsSections('manager').map(({ id }) => id)).not.toContain('people');
});
