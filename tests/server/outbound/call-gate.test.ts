import { expect, it } from 'vitest';
import { createCallGate } from '#server/outbound/call-gate.ts';
import { numberPace } from '#server/outbound/send-pace.ts';

const CHANNEL = 'one';
const ask = (sendsPerSecond: number, isCampaign = false) => ({
  channelId: CHANNEL,
  sendsPerSecond,
  isCampaign,
});

it('what may be under way and what the bucket gives at once are never more than a second’s worth', () => {
  for (const perSecond of [4, 20, 80, 250, 1_000]) {
    const gate = createCallGate();
    let most = 0;
    for (let n = 0; n < 5_000; n++) {
      while (gate.free(ask(perSecond)) > 0) {
        gate.enter(CHANNEL);
        most++;
      }
      gate.leave(CHANNEL, 10);
      most--;
    }
    const underWay = most + gate.free(ask(perSecond));
    expect(underWay + numberPace(perSecond).capacity, `${perSecond}/s`).toBeLessThanOrEqual(perSecond);
    expect(underWay, `${perSecond}/s`).toBe(perSecond / 2);
  }
});

it('a person finds room beside a campaign that has all of its own', () => {
  const gate = createCallGate();
  while (gate.free(ask(80, true)) > 0) gate.enter(CHANNEL);
  expect(gate.free(ask(80))).toBeGreaterThanOrEqual(2);
});

it('answers that hardly come make it fewer, never none, and soon ones make it more again', () => {
  const gate = createCallGate();
  function answer(times: number, tookMs: number): number {
    for (let n = 0; n < times; n++) {
      gate.enter(CHANNEL);
      gate.leave(CHANNEL, tookMs);
    }
    return gate.free(ask(1_000));
  }
  const first = gate.free(ask(1_000));
  const fewer = answer(10, 14_000);
  expect(fewer).toBeLessThan(first);
  expect(answer(200, 14_000)).toBe(8);
  for (let n = 0; n < 8; n++) gate.enter(CHANNEL);
  for (let n = 0; n < 4; n++) gate.leave(CHANNEL, 20);
  expect(gate.free(ask(1_000))).toBeGreaterThan(4);
});
