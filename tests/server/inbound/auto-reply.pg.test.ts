import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { inboundText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 21:00 in Nairobi: the shop shut three hours ago. */
const NIGHT = SENT_AT + 6 * HOUR;
let shop: TestWorkspace;
let t: TestApp;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  t = makeApp({ pool: db.pool, now: () => NIGHT + 500 });
});
beforeEach(async () => {
  await emptyTables(
    db.pool,
    'provider_event, contact, identity, conversation, message, outbox_item, template, reply_lease, auto_reply',
  );
  await db.pool.query('delete from graphile_worker._private_jobs');
  const day = [{ from: 480, to: 1080 }];
  await db.pool.query(`update workspace set business_hours = $1, holidays = '[]'`, [
    JSON.stringify({ weekly: [day, day, day, day, day, day, day] }),
  ]);
  await db.pool.query(`update channel set state = 'active'`);
  await db.pool.query(
    `update inbox set is_auto_reply_on = true, auto_reply_text = 'Habari {{first_name}}, tumefunga.', auto_reply_template = null, auto_reply_language = null`,
  );
});

const write = (text: string, sentAt = NIGHT) => happen(db.pool, inboundText({ text, sentAt }));
const rung = () => db.count(`select count(*) from graphile_worker.jobs where task_identifier = 'auto-reply'`);

async function only(): Promise<{ id: string; waiting: string; first: number | null; unanswered: number }> {
  const [line] = await db.rows<{ id: string; waiting: string; first: number | null; unanswered: number }>(
    `select id, waiting_on as waiting, first_response_due_at as first, unanswered_count as unanswered from conversation`,
  );
  return line!;
}

/** What the worker does when the bell rings at this instant. */
async function tick(now = NIGHT + 1000): Promise<void> {
  const { id } = await only();
  await handlers['auto-reply']({ conversationId: id }, makeJobDeps(db.pool, { now: () => now }));
}

const said = () =>
  db.rows<{ text: string; type: string; author: string }>(
    `select m.text, m.type, m.author_kind || ':' || m.author_name as author from message m join outbox_item o on o.message_id = m.id order by m.at`,
  );

const TOLD = { text: 'Habari Amina, tumefunga.', type: 'text', author: 'rule:Outside hours' };

async function answer(seenAnswerId: string | null): Promise<string | null> {
  const { id } = await only();
  const cookie = t.signIn(shop, shop.members.agent);
  const args = { id: uuidv7(), conversationId: id, text: 'Nipo', seenAnswerId, at: NIGHT };
  return t.mutate(cookie, 'message.send', args);
}

describe('a customer who writes outside opening hours', () => {
  it('is told once, however often they write and however often the bell rings', async () => {
    await write('Mko wazi?');
    expect(await rung()).toBe(1);
    await Promise.all([tick(), tick()]);
    await write('Hamjambo?', NIGHT + MINUTE);
    await tick(NIGHT + 2 * MINUTE);
    expect(await said()).toEqual([TOLD]);
  });

  it('goes on waiting for a person: the promise stands and nothing counts as answered', async () => {
    await write('Mko wazi?');
    const before = await only();
    await tick();
    expect(await only()).toEqual(before);
    expect(before).toMatchObject({ waiting: 'us', unanswered: 1 });
    expect(before.first).not.toBeNull();
    expect(await db.count('select count(*) from conversation where first_answered_at is null')).toBe(1);
  });

  it('goes on waiting when a colleague takes their answer back', async () => {
    await write('Mko wazi?');
    const before = await only();
    await tick();
    const [told] = await db.rows<{ id: string }>('select message_id as id from auto_reply');
    expect(await answer(told!.id)).toBeNull();
    expect((await only()).waiting).toBe('them');
    const [own] = await db.rows<{ id: string }>(`select id from message where author_kind = 'member'`);
    const cookie = t.signIn(shop, shop.members.agent);
    expect(await t.mutate(cookie, 'message.cancel', { id: own!.id, at: NIGHT })).toBeNull();
    expect(await only()).toMatchObject({ waiting: 'us', unanswered: before.unanswered });
  });

  it('is told again the next night, if they write again', async () => {
    await write('Mko wazi?');
    await tick();
    await write('Na leo?', NIGHT + 24 * HOUR);
    await tick(NIGHT + 24 * HOUR + 1000);
    expect(await said()).toHaveLength(2);
  });

  it('is not told when a person answered first, and a person who had not seen it meets the fence', async () => {
    await write('Mko wazi?');
    expect(await answer(null)).toBeNull();
    await tick();
    await write('Asante', NIGHT + MINUTE);
    await tick(NIGHT + MINUTE);
    expect(await db.count('select count(*) from auto_reply')).toBe(0);
    await emptyTables(db.pool, 'message, outbox_item, conversation, contact, identity');
    await write('Mko hapo?', NIGHT + 2 * MINUTE);
    await tick(NIGHT + 2 * MINUTE);
    expect(await answer(null)).toBe('reply_fenced');
  });

  it('of two who act in the same moment, the colleague and the clock, one sees the other', async () => {
    for (let n = 0; n < 10; n++) {
      await emptyTables(db.pool, 'message, outbox_item, conversation, contact, identity, auto_reply');
      await write(`Swali ${n}`);
      const [refusal] = await Promise.all([answer(null), tick()]);
      const told = await db.count('select count(*) from auto_reply');
      expect(`${refusal ?? 'sent'} ${told}`).toMatch(/^(sent 0|reply_fenced 1)$/);
    }
  });
});

describe('nothing is said', () => {
  const silent = async (now?: number) => {
    await tick(now);
    expect(await said()).toEqual([]);
  };

  it('while the business is open, nor when it has opened before the bell was heard', async () => {
    await write('Mko wazi?', SENT_AT);
    expect(await rung()).toBe(0);
    await silent(SENT_AT + 1000);
    await write('Usiku', NIGHT);
    await silent(NIGHT + 12 * HOUR);
  });

  it('about a message that was written before closing', async () => {
    await write('Mko wazi?', SENT_AT + 3 * HOUR - MINUTE);
    await silent(SENT_AT + 3 * HOUR);
  });

  it('while a colleague writes', async () => {
    await write('Mko wazi?');
    await db.pool.query(
      `insert into reply_lease (conversation_id, workspace_id, member_id, tab_id, acquired_at)
       values ($1, $2, $3, 'tab-00000001', to_timestamp($4::float8 / 1000))`,
      [(await only()).id, shop.id, shop.members.agent.id, NIGHT],
    );
    await silent();
  });

  it('to somebody who asked WhatsApp to stop, until they ask to hear from us again', async () => {
    await write('Mko wazi?');
    await db.pool.query('update contact set opted_out_at = now()');
    await silent();
    await db.pool.query('update contact set opted_out_at = null');
    await tick();
    expect(await said()).toEqual([TOLD]);
  });

  it('on a paused number, or in an inbox where it is off', async () => {
    await write('Mko wazi?');
    await db.pool.query(`update channel set state = 'paused'`);
    await silent();
    await db.pool.query(`update channel set state = 'active'`);
    await db.pool.query('update inbox set is_auto_reply_on = false');
    await silent();
    await write('Jamani?', NIGHT + MINUTE);
    expect(await rung()).toBe(1);
  });

  it('by a template that is not approved, advertises, or has a place nobody can fill', async () => {
    await write('Mko wazi?');
    await db.pool.query(
      `update inbox set auto_reply_text = null, auto_reply_template = 'tumefunga', auto_reply_language = 'sw'`,
    );
    await silent();
    const body = (text: string, placeholders: string[]) =>
      JSON.stringify([{ type: 'body', format: null, text, placeholders, buttons: [] }]);
    await db.pool.query(
      `insert into template (id, workspace_id, channel_id, name, language, category, status, parameter_format, components, synced_at)
       values ($1, $2, $3, 'tumefunga', 'sw', 'UTILITY', 'PENDING', 'positional', $4, now())`,
      [uuidv7(), shop.id, shop.channel.id, body('Habari {{1}}, tumefunga.', ['1'])],
    );
    await silent();
    await db.pool.query(`update template set status = 'APPROVED', category = 'MARKETING'`);
    await silent();
    await db.pool.query(`update template set category = 'UTILITY', components = $1`, [
      body('Oda {{1}} inasubiri.', ['1']),
    ]);
    await silent();
    await db.pool.query(`update template set components = $1`, [body('Habari {{1}}, tumefunga.', ['1'])]);
    await tick();
    expect(await said()).toEqual([{ ...TOLD, type: 'template' }]);
  });
});

describe('what a customer told WhatsApp', () => {
  it('is kept with the contact, and taken back when they change their mind', async () => {
    await write('Habari');
    const prefer = (value: string) =>
      happen(
        db.pool,
        JSON.stringify({
          object: 'whatsapp_business_account',
          entry: [
            {
              id: '1',
              changes: [
                {
                  field: 'user_preferences',
                  value: {
                    messaging_product: 'whatsapp',
                    metadata: {
                      display_phone_number: '254700000000',
                      phone_number_id: shop.channel.phoneNumberId,
                    },
                    contacts: [{ profile: { name: 'Amina' }, wa_id: '254700000011' }],
                    user_preferences: [
                      {
                        wa_id: '254700000011',
                        detail: 'x',
                        category: 'marketing_messages',
                        value,
                        timestamp: String(SENT_AT / 1000),
                      },
                    ],
                  },
                },
              ],
            },
          ],
        }),
      );
    await prefer('stop');
    expect(await db.count('select count(*) from contact where opted_out_at is not null')).toBe(1);
    await prefer('resume');
    expect(await db.count('select count(*) from contact where opted_out_at is not null')).toBe(0);
  });
});
