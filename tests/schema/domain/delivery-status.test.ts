import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceDelivery, pastAfter } from '#schema/domain/delivery-status.ts';
import type { DeliveryEvidence, DeliveryPast } from '#schema/domain/delivery-status.ts';
import type { MessageStatus } from '#schema/tables.gen.ts';

describe('advanceDelivery', () => {
  it.each<[sentence: string, current: MessageStatus, incoming: DeliveryEvidence, expected: MessageStatus]>([
    ['a reply in line starts to leave', 'queued', 'sending', 'sending'],
    ['the provider took it', 'sending', 'sent', 'sent'],
    ['the answer to the call was lost', 'sending', 'unconfirmed', 'unconfirmed'],
    ['a late receipt settles an unconfirmed one', 'unconfirmed', 'sent', 'sent'],
    ['so does one that skips a step', 'unconfirmed', 'read', 'read'],
    ['so does a refusal', 'unconfirmed', 'failed', 'failed'],
    ['WhatsApp took it and checks the template first', 'sending', 'held', 'held'],
    ['its answer came after all, and says that it holds it', 'unconfirmed', 'held', 'held'],
    ['the check is over', 'held', 'sent', 'sent'],
    ['the check is over, and steps are left out', 'held', 'read', 'read'],
    ['held, then dropped', 'held', 'failed', 'failed'],
    ['a status came before our own call returned: nothing is held', 'sent', 'held', 'sent'],
    ['nor what has arrived', 'delivered', 'held', 'delivered'],
    ['a refusal told before our own call returned stays', 'failed', 'held', 'failed'],
    ['too late to take back what WhatsApp holds', 'held', 'cancelled', 'held'],
    ['what WhatsApp holds never goes back in line', 'held', 'queued', 'held'],
    ['what was let go and is held all the same, is held', 'cancelled', 'held', 'held'],
    ['one grey tick becomes two', 'sent', 'delivered', 'delivered'],
    ['two grey ticks become blue', 'delivered', 'read', 'read'],
    ['"read" may come without "delivered"', 'sent', 'read', 'read'],
    ['"delivered" may come before our own call has returned', 'sending', 'delivered', 'delivered'],
    [
      'a late "delivered" never turns a message already read back to two grey ticks',
      'read',
      'delivered',
      'read',
    ],
    ['a late "sent" never lowers "delivered"', 'delivered', 'sent', 'delivered'],
    ['the same status twice changes nothing', 'delivered', 'delivered', 'delivered'],
    ['"sending" after "sent" changes nothing', 'sent', 'sending', 'sent'],
    ['a lost answer after proof of arrival changes nothing', 'delivered', 'unconfirmed', 'delivered'],
    ['accepted first and refused later is a failure', 'sent', 'failed', 'failed'],
    ['a failure never overrides proof of arrival', 'delivered', 'failed', 'delivered'],
    ['nor that it was read', 'read', 'failed', 'read'],
    ['a failure yields to "delivered"', 'failed', 'delivered', 'delivered'],
    ['a failure yields to "read"', 'failed', 'read', 'read'],
    ['a failure does not yield to a late "sent": accepted is not arrived', 'failed', 'sent', 'failed'],
    ['a person puts a failed one back in line', 'failed', 'queued', 'queued'],
    ['a refusal that may be tried again puts it back in line', 'sending', 'queued', 'queued'],
    ['what was sent never goes back in line', 'sent', 'queued', 'sent'],
    ['what was read never goes back in line', 'read', 'queued', 'read'],
    ['taken back while still in line', 'queued', 'cancelled', 'cancelled'],
    ['too late to take back while it is leaving', 'sending', 'cancelled', 'sending'],
    ['too late to take back once sent', 'sent', 'cancelled', 'sent'],
    ['a person lets go of a failed one', 'failed', 'cancelled', 'cancelled'],
    ['what was let go does not fail afterwards', 'cancelled', 'failed', 'cancelled'],
    ['what was let go does not leave afterwards', 'cancelled', 'sending', 'cancelled'],
    ['what was let go and yet arrived, arrived', 'cancelled', 'delivered', 'delivered'],
    ['a customer’s own message has no ticks', 'received', 'read', 'received'],
  ])('%s: %s + %s = %s', (_, current, incoming, expected) => {
    expect(advanceDelivery(current, incoming)).toBe(expected);
  });

  it.each<[sentence: string, past: Partial<DeliveryPast>, MessageStatus, DeliveryEvidence, MessageStatus]>([
    [
      'let go after WhatsApp refused it: a late "sent" is no news',
      { isRefused: true },
      'cancelled',
      'sent',
      'cancelled',
    ],
    ['nor that it was held', { isRefused: true }, 'cancelled', 'held', 'cancelled'],
    ['but what arrived, arrived', { isRefused: true }, 'cancelled', 'delivered', 'delivered'],
    ['let go, gone after all, then refused: let go', { isGivenUp: true }, 'sent', 'failed', 'cancelled'],
    ['let go, held after all, then refused: let go', { isGivenUp: true }, 'held', 'failed', 'cancelled'],
    [
      'let go and arrived: a refusal changes nothing',
      { isGivenUp: true },
      'delivered',
      'failed',
      'delivered',
    ],
  ])('%s: %o %s + %s = %s', (_, past, current, incoming, expected) => {
    expect(advanceDelivery(current, incoming, { isGivenUp: false, isRefused: false, ...past })).toBe(
      expected,
    );
  });

  it('what was let go and then sent again in earlier days is refused like any other', () => {
    const past = pastAfter({ isGivenUp: false, isRefused: true }, { evidence: 'queued', isMoved: true });
    expect(past).toEqual({ isGivenUp: false, isRefused: false });
  });

  const provider = fc.constantFrom<DeliveryEvidence>('held', 'sent', 'delivered', 'read', 'failed');
  const height: Record<string, number> = {
    queued: 0,
    sending: 1,
    unconfirmed: 2,
    held: 3,
    sent: 4,
    failed: 5,
    delivered: 6,
    read: 7,
  };
  type Stand = { status: MessageStatus; past: DeliveryPast };
  const NEW: DeliveryPast = { isGivenUp: false, isRefused: false };
  const hear = ({ status, past }: Stand, evidence: DeliveryEvidence): Stand => {
    const next = advanceDelivery(status, evidence, past);
    return { status: next, past: pastAfter(past, { evidence, isMoved: next !== status }) };
  };
  const play = (from: Stand, events: readonly DeliveryEvidence[]) => events.reduce(hear, from).status;
  // How a message comes to stand where it stands: each by what we and people did, and what was heard before.
  const WAYS: readonly (readonly DeliveryEvidence[])[] = [
    [],
    ['sending'],
    ['sending', 'unconfirmed'],
    ['sending', 'held'],
    ['sending', 'sent'],
    ['sending', 'sent', 'delivered'],
    ['sending', 'sent', 'delivered', 'read'],
    ['sending', 'failed'],
    ['sending', 'sent', 'failed'],
    ['cancelled'],
    ['sending', 'failed', 'cancelled'],
    ['sending', 'unconfirmed', 'cancelled'],
    ['sending', 'unconfirmed', 'cancelled', 'sent'],
    ['sending', 'unconfirmed', 'cancelled', 'held'],
    ['sending', 'unconfirmed', 'cancelled', 'failed'],
    ['sending', 'failed', 'queued'],
    ['sending', 'unconfirmed', 'queued', 'sending', 'unconfirmed', 'cancelled'],
    ['sending', 'failed', 'queued', 'sending', 'unconfirmed', 'cancelled'],
  ];

  it('what is heard, in any order, doubled or not, ends in the same state, whatever stood before', () => {
    const ours = fc.constantFrom<DeliveryEvidence>('sending', 'unconfirmed');
    fc.assert(
      fc.property(
        fc.constantFrom(...WAYS),
        fc
          .array(fc.oneof({ weight: 5, arbitrary: provider }, ours), { minLength: 1, maxLength: 8 })
          .chain((events) =>
            fc.tuple(
              fc.constant(events),
              fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
            ),
          ),
        (way, [events, shuffled]) => {
          const from = way.reduce(hear, { status: 'queued', past: NEW });
          const end = play(from, events);
          expect(play(from, shuffled)).toBe(end);
          expect(play(from, [...shuffled, ...events])).toBe(end);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('what its writer gave up ends by what became of it, not by what was heard first', () => {
    const from = WAYS[11]!.reduce(hear, { status: 'queued', past: NEW });
    expect(from.status).toBe('cancelled');
    for (const [events, end] of [
      [['sent', 'failed'], 'cancelled'],
      [['failed', 'sent'], 'cancelled'],
      [['held', 'failed', 'sent'], 'cancelled'],
      [['failed', 'delivered', 'sent'], 'delivered'],
    ] as const)
      expect(play(from, events), events.join()).toBe(end);
  });

  it('no word from the provider ever lowers a message', () => {
    fc.assert(
      fc.property(fc.array(provider, { maxLength: 12 }), (events) => {
        let status: MessageStatus = 'sending';
        for (const event of events) {
          const next = advanceDelivery(status, event);
          expect(height[next]).toBeGreaterThanOrEqual(height[status]!);
          status = next;
        }
      }),
    );
  });
});
