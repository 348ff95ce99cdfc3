import { describe, expect, it } from 'vitest';
import type { Context } from '#schema/context.ts';
import { createClaimGate } from '#server/zero/claim-gate.ts';
import type { Queryable } from '#server/queue.ts';

const CONVERSATION = 'c-1';
const as = (memberId: string, over: Partial<Context> = {}): Context => ({
  memberId,
  workspaceId: 'duka',
  role: 'agent',
  name: memberId,
  inboxIds: ['sales'],
  ...over,
});

/** A conversation with one owner, and how often somebody asked who that is. */
function world() {
  const state: {
    owner: { memberId: string; name: string; inboxId: string } | null;
    asked: number;
    claims: string[];
  } = {
    owner: null,
    asked: 0,
    claims: [],
  };
  const db = {
    query: () => {
      state.asked += 1;
      return Promise.resolve({ rows: state.owner ? [state.owner] : [] });
    },
  } as unknown as Queryable;
  const pass = createClaimGate(db);
  const press = (ctx: Context, fails = false) =>
    pass({ ctx, conversationId: CONVERSATION }, async () => {
      state.claims.push(ctx.memberId);
      await new Promise((resolve) => setImmediate(resolve));
      if (fails) throw new Error('the database was away');
      state.owner ??= { memberId: ctx.memberId, name: `${ctx.memberId} Yusuf`, inboxId: 'sales' };
      return ctx.memberId;
    });
  return { state, press };
}

describe('many claim one conversation in the same moment', () => {
  it('one goes to the database, the rest are told who, and the question is asked once', async () => {
    const { state, press } = world();
    const heard = await Promise.all(['amina', 'brian', 'chebet', 'fatuma'].map((who) => press(as(who))));
    expect(state).toMatchObject({ claims: ['amina'], asked: 1 });
    expect(heard[0]).toEqual({ done: 'amina' });
    for (const late of heard.slice(1))
      expect(late).toMatchObject({ refusal: { code: 'already_claimed', details: { name: 'amina Yusuf' } } });
  });

  it('where the first comes to nothing the next one goes', async () => {
    const { state, press } = world();
    const [first, second, third] = await Promise.allSettled([
      press(as('amina'), true),
      press(as('brian')),
      press(as('chebet')),
    ]);
    expect(first.status).toBe('rejected');
    expect(second).toMatchObject({ value: { done: 'brian' } });
    expect(third).toMatchObject({ value: { refusal: { code: 'already_claimed' } } });
    expect(state.claims).toEqual(['amina', 'brian']);
  });

  it('whoever may not see it is not told whose it is: the claim itself answers', async () => {
    const { state, press } = world();
    const heard = await Promise.all([press(as('amina')), press(as('moraa', { inboxIds: ['support'] }))]);
    expect(heard[1]).toEqual({ done: 'moraa' });
    expect(state.claims).toEqual(['amina', 'moraa']);
  });

  it('the same person from two tabs is refused by nobody', async () => {
    const { press } = world();
    expect(await Promise.all([press(as('amina')), press(as('amina'))])).toEqual([
      { done: 'amina' },
      { done: 'amina' },
    ]);
  });

  it('another business with a conversation of that name waits for nobody', async () => {
    const { state, press } = world();
    await Promise.all([press(as('amina')), press(as('juma', { workspaceId: 'jirani' }))]);
    expect(state).toMatchObject({ claims: ['amina', 'juma'], asked: 0 });
  });

  it('and afterwards nothing is remembered', async () => {
    const { state, press } = world();
    await Promise.all([press(as('amina')), press(as('brian'))]);
    await press(as('brian'));
    expect(state.claims).toEqual(['amina', 'brian']);
  });
});
