import { expect, test } from 'vitest';
import { firstName } from '#schema/domain/first-name.ts';
import { fillVariables } from '#schema/domain/record-variables.ts';

test.each([
  ['Mercy Atieno', 'Mercy'],
  ['Mama Shiru', 'Mama Shiru'],
  ['Mr Wafula (Elimu Hope School)', 'Mr Wafula'],
  ['Dr. Achieng Odhiambo', 'Dr. Achieng'],
  ['Baba', 'Baba'],
  ['  Grace  Nyambura ', 'Grace'],
  ['+254 7•• ••• 193', '+254 7•• ••• 193'],
])('%s is called %s', (name, called) => {
  expect(firstName(name)).toBe(called);
});

test('a greeting keeps the title that makes the name', () => {
  const facts = { contactName: 'Mama Shiru', memberName: 'Amina Yusuf', workspaceName: 'Tandika Home' };
  expect(fillVariables('Habari {{first_name}}', facts)).toBe('Habari Mama Shiru');
});
