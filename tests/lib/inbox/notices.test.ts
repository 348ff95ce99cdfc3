import { describe, expect, it } from 'vitest';
import { en } from '#lib/i18n/en.ts';
import { sw } from '#lib/i18n/sw.ts';
import { groupNotices } from '#lib/inbox/group-notices.ts';
import { notificationLine } from '#lib/inbox/notification-line.ts';
import { pushSentence } from '#lib/push/push-sentence.ts';
import { NOTIFICATION_TOPICS, topicOf } from '#schema/domain/notification-topics.ts';
import type { PushPayload } from '#schema/domain/push-payload.ts';
import type { NotificationRow } from '#schema/schema.ts';

function told(id: string, conversationId: string | null, at: number, readAt: number | null = null) {
  return { id, conversationId, contactName: `of ${conversationId}`, at, readAt } as NotificationRow;
}

describe('the list behind the bell', () => {
  it('puts what is about one conversation together, where its newest stands', () => {
    const groups = groupNotices([
      told('5', 'b', 5),
      told('4', 'a', 4),
      told('3', 'b', 3, 9),
      told('2', 'b', 2),
    ]);
    expect(groups.map((g) => [g.conversationId, g.at, g.rows.map((r) => r.id), g.unreadIds])).toEqual([
      ['b', 5, ['5', '3', '2'], ['5', '2']],
      ['a', 4, ['4'], ['4']],
    ]);
  });

  it('keeps what is about no conversation apart', () => {
    expect(groupNotices([told('2', null, 2), told('1', null, 1)])).toHaveLength(2);
  });

  it('says until when a reply is due, and every kind belongs to a topic people can choose', () => {
    const line = notificationLine(
      { kind: 'due_soon', actorName: null, data: { dueAt: 7 } },
      en.ownership.notices,
      (at) => `at ${at}`,
    );
    expect(line).toEqual({ title: 'A reply is due soon', detail: 'Due at 7', tone: 'amber' });
    expect(topicOf('due_soon')).toBe('soon');
    expect(Object.keys(en.notify.topics)).toEqual([...NOTIFICATION_TOPICS]);
  });
});

describe('a locked screen', () => {
  const one = { count: 1, people: 1, contactName: 'Amina', names: ['Amina'] } as PushPayload;

  it('says one thing by itself', () => {
    expect(pushSentence(one, en.notify, () => 'Brian mentioned you')).toEqual({
      title: 'Amina',
      body: 'Brian mentioned you',
    });
  });

  it('counts several, names three people and how many more there are', () => {
    const many = { ...one, count: 9, people: 5, names: ['Amina', 'Brian', 'Chebet'] };
    expect(pushSentence(many, en.notify, () => '')).toEqual({
      title: '9 notifications',
      body: 'Amina, Brian, Chebet and 2 more',
    });
    expect(pushSentence({ ...many, people: 3 }, sw.notify, () => '').body).toBe('Amina, Brian, Chebet');
  });
});
