import { expect, test } from 'vitest';
import { en } from '#lib/i18n/en.ts';
import { sw } from '#lib/i18n/sw.ts';
import { activityLine } from '#lib/inbox/activity-line.ts';
import type { ActivityRow } from '#schema/schema.ts';

const told = (kind: string, data: object, words = en.activity) => {
  const row = { id: 'a', kind, data, actorName: 'Amina', at: 0 } as unknown as ActivityRow;
  const line = activityLine(row, words, () => 'Friday 09:00');
  return { text: line.parts.map(({ text }) => text).join(''), icon: line.icon };
};

test('tags that were put on and taken off are one line', () => {
  const both = { added: 'VIP, Jumla', removed: 'Ruiru' };
  expect(told('tagged', { added: 'VIP', removed: '' })).toEqual({
    text: 'Tagged VIP by Amina',
    icon: 'tagged',
  });
  expect(told('tagged', { added: '', removed: 'VIP' }).text).toBe('Tag VIP removed by Amina');
  expect(told('tagged', both).text).toBe('Tagged VIP, Jumla in place of Ruiru by Amina');
  expect(told('tagged', both, sw.activity).text).toBe('Lebo VIP, Jumla imewekwa badala ya Ruiru na Amina');
});

test('who opened it again, for whom, and why them', () => {
  expect(told('reopened', {}).text).toBe('Reopened by Amina');
  const brian = { memberId: 'b', name: 'Brian', reason: 'responsible_available' };
  expect(told('reopened', brian).text).toBe('Reopened by Amina, for Brian: responsible member, available');
  expect(told('reopened', { memberId: null, reason: 'all_full' }).text).toBe(
    'Reopened by Amina, to the queue: everyone is at their limit',
  );
});

test('how we know that a customer wants advertising again', () => {
  expect(told('marketing_resumed', { by: 'words' }).text).toBe(
    'Marketing messages are welcome again. They wrote so.',
  );
  expect(told('marketing_resumed', { by: 'setting' }).text).toContain('They said so in WhatsApp.');
  expect(told('marketing_resumed', { by: 'words' }, sw.activity).text).toContain('Aliandika hivyo.');
});
