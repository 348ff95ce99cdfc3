import { describe, expect, it } from 'vitest';
import { autoReply } from '#schema/domain/auto-reply.ts';
import type { AutoReplyFacts } from '#schema/domain/auto-reply.ts';

const HOUR = 3_600_000;
const now = Date.UTC(2026, 10, 20, 18);

const facts: AutoReplyFacts = {
  now,
  isOn: true,
  shutSince: now - 3 * HOUR,
  status: 'open',
  waitingOn: 'us',
  lastInboundAt: now - 60_000,
  lastAnswerAt: now - 20 * HOUR,
  lastAutoReplyAt: now - 30 * HOUR,
  isHeld: false,
  hasOptedOut: false,
  isChannelPaused: false,
  windowClosesAt: now + 23 * HOUR,
  hasText: true,
  template: null,
};

describe('who writes while the business is shut', () => {
  it('is told so, in free words while the window is open', () => {
    expect(autoReply(facts)).toEqual({ send: 'text' });
    expect(autoReply({ ...facts, lastAnswerAt: null, lastAutoReplyAt: null })).toEqual({ send: 'text' });
    expect(autoReply({ ...facts, template: { isReady: true } })).toEqual({ send: 'text' });
  });

  it('is told by an approved template when there are no words, or their time is over', () => {
    const template = { isReady: true };
    expect(autoReply({ ...facts, hasText: false, template })).toEqual({ send: 'template' });
    expect(autoReply({ ...facts, windowClosesAt: now, template })).toEqual({ send: 'template' });
  });

  it.each<[string, Partial<AutoReplyFacts>]>([
    ['off', { isOn: false }],
    ['open', { shutSince: null }],
    ['written_before', { lastInboundAt: now - 3 * HOUR - 1 }],
    ['written_before', { lastInboundAt: null }],
    ['answered', { waitingOn: 'them' }],
    ['answered', { status: 'closed' }],
    ['answered', { lastAnswerAt: now - 2 * HOUR }],
    ['being_answered', { isHeld: true }],
    ['told_already', { lastAutoReplyAt: now - 3 * HOUR }],
    ['opted_out', { hasOptedOut: true }],
    ['channel_paused', { isChannelPaused: true }],
    ['no_approved_means', { hasText: false }],
    ['no_approved_means', { windowClosesAt: now }],
    ['no_approved_means', { hasText: false, template: { isReady: false } }],
  ])('is told nothing: %s, %o', (why, over) => {
    expect(autoReply({ ...facts, ...over })).toEqual({ send: null, why });
  });

  it('is told again when the business has been open in between', () => {
    expect(autoReply({ ...facts, lastAutoReplyAt: now - 3 * HOUR - 1 }).send).toBe('text');
  });
});
