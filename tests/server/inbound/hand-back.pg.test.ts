import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
type Who = keyof TestWorkspace['members'];
let shop: TestWorkspace;
let made = 0;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await db.pool.query('truncate provider_event, contact, identity, conversation, message cascade');
});

/** A conversation of the main inbox that belongs to somebody. */
async function owned(who: Who, sql = `status = 'open'`): Promise<string> {
  made += 1;
  const { id } = await makeConversation(db.pool, shop, { from: `25470001${String(made).padStart(4, '0')}` });
  await db.pool.query(`update conversation set assignee_id = $2, ${sql} where id = $1`, [
    id,
    shop.members[who].id,
  ]);
  return id;
}
const ownerOf = async (id: string) =>
  (
    await db.rows<{ owner: string | null }>('select assignee_id as owner from conversation where id = $1', [
      id,
    ])
  )[0]!.owner;
const tick = () => handlers['hand-back-away']({}, makeJobDeps(db.pool, { now: () => SENT_AT }));

describe('what belongs to somebody who does not see it any more', () => {
  it('goes back to the queue with a line, whoever’s turn it is; what is closed, and whose owner sees it, stays', async () => {
    const t = makeApp({ pool: db.pool });
    const { agent, colleague, manager } = shop.members;
    const [waiting, answered, asleep, closed] = [
      await owned('agent'),
      await owned('agent', `waiting_on = 'them'`),
      await owned('agent', `status = 'snoozed', snoozed_until = now() + interval '1 day'`),
      await owned('agent', `status = 'closed'`),
    ];
    const [theirs, managers] = [await owned('colleague'), await owned('manager')];
    await tick();
    expect(await ownerOf(waiting)).toBe(agent.id);
    const out = { inboxId: shop.inboxes.main, memberId: agent.id, isMember: false };
    expect(await t.mutate(t.signIn(shop, shop.members.admin), 'routing.setInboxMember', out)).toBeNull();
    await tick();
    for (const id of [waiting, answered, asleep]) {
      expect(await ownerOf(id)).toBeNull();
      expect(await db.rows('select kind, data from activity where conversation_id = $1', [id])).toEqual([
        { kind: 'handed_back', data: { from: agent.id, name: agent.name, reason: 'unseen' } },
      ]);
    }
    expect([await ownerOf(closed), await ownerOf(theirs), await ownerOf(managers)]).toEqual([
      agent.id,
      colleague.id,
      manager.id,
    ]);
  });

  it('and what belonged to somebody who left the business', async () => {
    const id = await owned('manager');
    await db.pool.query('update member set deactivated_at = now() where id = $1', [shop.members.manager.id]);
    await tick();
    expect(await ownerOf(id)).toBeNull();
  });
});
