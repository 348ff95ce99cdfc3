import { zeroNodePg } from '@rocicorp/zero/server/adapters/pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#schema/context.ts';
import { mutators } from '#schema/mutators/index.ts';
import { VIEW_KEYS } from '#schema/queries/conversations.ts';
import { queries } from '#schema/queries/index.ts';
import { schema } from '#schema/schema.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp, ZERO_API_KEY } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeConversation, makeReply } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { contextOf, makeWorkspace } from '../../support/make-workspace.ts';
import type { TestMember, TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { inboundText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
let t: TestApp;
let mine: TestWorkspace;
let theirs: TestWorkspace;
let seen: TestConversation;
let foreign: TestConversation;
let messageOf: { seen: string; foreign: string };
let thingsOf: { seen: Things; foreign: Things };
let firstMessageOf: { seen: string; foreign: string };

type Things = { reply: string; rule: string; view: string; template: string; media: string };
type Furnished = { conversation: TestConversation; messageId: string; firstId: string; things: Things };

async function furnish(workspace: TestWorkspace): Promise<Furnished> {
  const conversation = await makeConversation(db.pool, workspace);
  for (let n = 0; n < 3; n++) {
    const { phoneNumberId } = workspace.channel;
    await happen(db.pool, inboundText({ from: `25470000010${n}`, text: `habari ${n}`, phoneNumberId }));
  }
  const messageId = await makeReply(db.pool, workspace, { conversation });
  await db.pool.query(`update message set status = 'failed' where id = $1`, [messageId]);
  await db.pool.query(`update conversation set troubled_count = 1 where id = $1`, [conversation.id]);
  const [first] = await db.rows<{ id: string }>(
    'select id from message where conversation_id = $1 order by at limit 1',
    [conversation.id],
  );
  for (const member of Object.values(workspace.members)) {
    await db.pool.query(
      `insert into presence (id, workspace_id, member_id, conversation_id, kind, seen_at) values ($1, $2, $3, $4, 'viewing', now())`,
      [`${member.id}:tab-00000001`, workspace.id, member.id, conversation.id],
    );
    await db.pool.query(
      `insert into conversation_read (member_id, conversation_id, workspace_id, read_count, read_at) values ($1, $2, $3, 1, now())`,
      [member.id, conversation.id, workspace.id],
    );
  }
  await db.pool.query(
    `insert into activity (id, workspace_id, conversation_id, kind, actor_kind, data, at) values ($1, $2, $3, 'closed', 'system', '{}', now())`,
    [uuidv7(), workspace.id, conversation.id],
  );
  await db.pool.query(
    `insert into reply_lease (conversation_id, workspace_id, member_id, tab_id, acquired_at)
     values ($1, $2, $3, 'tab-00000009', to_timestamp($4::float8 / 1000))`,
    [conversation.id, workspace.id, workspace.members.colleague.id, SENT_AT - 1],
  );
  const { admin, manager, colleague } = workspace.members;
  const things = { reply: uuidv7(), rule: uuidv7(), view: uuidv7(), template: uuidv7(), media: uuidv7() };
  await db.pool.query(
    `insert into routing_rule (id, workspace_id, position, name, is_enabled) values ($1, $2, 1, 'Kanuni', false)`,
    [things.rule, workspace.id],
  );
  await db.pool.query(
    `insert into saved_view (id, workspace_id, member_id, name, filter, created_at) values ($1, $2, $3, 'Yangu', '{"all":[]}', now())`,
    [things.view, workspace.id, colleague.id],
  );
  await db.pool.query(
    `insert into saved_view (id, workspace_id, member_id, name, is_shared, filter, created_at) values ($1, $2, $3, 'Yetu', true, '{"all":[]}', now())`,
    [uuidv7(), workspace.id, admin.id],
  );
  await db.pool.query(
    `insert into escalation (id, workspace_id, conversation_id, by_id, to_id, reason, at) values ($1, $2, $3, $4, $5, 'bei', now())`,
    [uuidv7(), workspace.id, conversation.id, colleague.id, manager.id],
  );
  await db.pool.query(
    `insert into template (id, workspace_id, channel_id, name, language, category, status, components, synced_at)
     values ($1, $2, $3, 'karibu', 'sw', 'UTILITY', 'APPROVED', '[{"type":"BODY","text":"Karibu"}]', now())`,
    [things.template, workspace.id, workspace.channel.id],
  );
  await db.pool.query(
    `insert into saved_reply (id, workspace_id, shortcut, title, text) values ($1, $2, 'asante', 'Asante', 'Asante sana')`,
    [things.reply, workspace.id],
  );
  await db.pool.query(
    `insert into media (id, workspace_id, channel_id, mime_type, storage_key, state) values ($1, $2, $3, 'image/png', 'x/y', 'stored')`,
    [things.media, workspace.id, workspace.channel.id],
  );
  await db.pool.query(
    `insert into health_sample (workspace_id, key, quarter, count) values ($1, 'late', 7, 3)`,
    [workspace.id],
  );
  for (const member of Object.values(workspace.members)) {
    await db.pool.query(
      `insert into notification (id, workspace_id, member_id, conversation_id, kind, contact_name, at) values ($1, $2, $3, $4, 'mentioned', 'Amina', now())`,
      [`told-${member.id}`, workspace.id, member.id, conversation.id],
    );
  }
  await db.pool.query(
    `insert into template (id, workspace_id, channel_id, name, language, category, status, components, synced_at)
     values ($1, $2, $3, 'habari', 'sw', 'UTILITY', 'APPROVED', '[]', now())`,
    [uuidv7(), workspace.id, workspace.channel.id],
  );
  await db.pool.query(
    `insert into saved_reply (id, workspace_id, shortcut, title, text) values ($1, $2, 'karibu', 'Karibu', 'Karibu')`,
    [uuidv7(), workspace.id],
  );
  await db.pool.query('insert into view_count (workspace_id, key, count) values ($1, $2, 3)', [
    workspace.id,
    `open:${workspace.inboxes.main}`,
  ]);
  return { conversation, messageId, firstId: first!.id, things };
}

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  mine = await makeWorkspace(db.pool);
  theirs = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Duka la Jirani' });
  const own = await furnish(mine);
  const other = await furnish(theirs);
  [seen, foreign] = [own.conversation, other.conversation];
  messageOf = { seen: own.messageId, foreign: other.messageId };
  thingsOf = { seen: own.things, foreign: other.things };
  firstMessageOf = { seen: own.firstId, foreign: other.firstId };
});

type Which = 'seen' | 'foreign';

/** Each tries to be true of everything, by another road. */
const FILTERS = [
  { all: [] },
  { none: [] },
  {
    any: [
      { field: 'status', is: ['open', 'snoozed', 'closed'] },
      { none: [{ field: 'status', is: ['open'] }] },
    ],
  },
  { none: [{ field: 'assignee', is: ['me'] }] },
  { field: 'waiting', is: ['us', 'them', 'nobody'] },
];

/** Arguments for every query there is: a query without a line here fails the test that counts them. */
function argsOf(which: Which): Record<string, unknown[]> {
  const conversation = which === 'seen' ? seen : foreign;
  const inboxes = which === 'seen' ? mine.inboxes : theirs.inboxes;
  return {
    'contact.byId': [{ id: conversation.contactId }],
    'contact.some': [{ ids: [conversation.contactId] }],
    'contact.newest': [{ limit: 100 }],
    'conversation.filtered': FILTERS.map((filter) => ({ filter, limit: 100 })),
    'oversight.notifications': [{ limit: 100 }],
    'oversight.notificationPreference': [undefined],
    'oversight.savedViews': [undefined],
    'oversight.savedViewOrder': [undefined],
    'oversight.escalations': [{ conversationId: conversation.id }],
    'oversight.samples': [{ fromQuarter: 0, keys: ['late'] }],
    'oversight.routingRules': [undefined],
    'template.approved': [undefined],
    'template.ofChannel': [{ channelId: which === 'seen' ? mine.channel.id : theirs.channel.id }],
    'template.savedReplies': [undefined],
    'conversation.list': VIEW_KEYS.map((view) => ({ view, inboxId: inboxes.main, limit: 100 })),
    'conversation.byId': [{ id: conversation.id }],
    'conversation.ofContact': [{ contactId: conversation.contactId }],
    'conversation.recent': [{ limit: 100 }],
    'conversation.myReads': [{ limit: 100 }],
    'message.window': [{ conversationId: conversation.id, limit: 100 }],
    'message.byId': [{ id: messageOf[which] }],
    'message.until': [{ conversationId: conversation.id, at: 1e14, limit: 100 }],
    'message.after': [{ conversationId: conversation.id, at: 0, limit: 100 }],
    'message.scheduled': [{ from: 0, limit: 100 }],
    'message.trail': [{ messageId: messageOf[which] }],
    'message.activities': [{ conversationId: conversation.id, limit: 100 }],
    'workspace.current': [undefined],
    'workspace.members': [undefined],
    'workspace.inboxes': [undefined],
    'workspace.inboxMembers': [undefined],
    'workspace.channels': [undefined],
    'workspace.viewCounts': [undefined],
    'workspace.presence': [undefined],
    'workspace.leases': [undefined],
    'workspace.heartbeat': [undefined],
    'conversation.firstInbound': [undefined],
  };
}

type Leaf = { fn: (call: { args: unknown; ctx: Context }) => unknown };

function leavesOf(tree: object): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const [noun, group] of Object.entries(tree)) {
    if (typeof group !== 'object' && typeof group !== 'function') continue;
    for (const [verb, leaf] of Object.entries(group as object))
      if (/^[a-z]/i.test(verb)) leaves.set(`${noun}.${verb}`, leaf as Leaf);
  }
  return leaves;
}

async function ask(name: string, args: unknown, ctx: Context): Promise<Record<string, unknown>[]> {
  const query = leavesOf(queries).get(name)!.fn({ args, ctx });
  const rows = (await zeroNodePg(schema, db.pool).run(query as never)) as unknown;
  return (Array.isArray(rows) ? rows : rows === undefined || rows === null ? [] : [rows]) as Record<
    string,
    unknown
  >[];
}

/** Every row in an answer, the nested ones too. */
function allRows(rows: unknown): Record<string, unknown>[] {
  if (Array.isArray(rows)) return rows.flatMap(allRows);
  if (typeof rows !== 'object' || rows === null) return [];
  const nested = Object.values(rows).filter((value) => Array.isArray(value));
  return [rows as Record<string, unknown>, ...nested.flatMap(allRows)];
}

const WHO = ['admin', 'manager', 'agent', 'outsider', 'newcomer'] as const;
const contextFor = (who: (typeof WHO)[number]) => contextOf(mine, mine.members[who]);

describe('reading', () => {
  it('every query there is, is asked here', () => {
    expect(Object.keys(argsOf('seen')).sort()).toEqual([...leavesOf(queries).keys()].sort());
  });

  it.each(WHO)('nobody sees a row of another business: %s', async (who) => {
    for (const which of ['seen', 'foreign'] as const) {
      for (const [name, calls] of Object.entries(argsOf(which))) {
        for (const args of calls) {
          for (const row of allRows(await ask(name, args, contextFor(who)))) {
            const owner = row['workspaceId'] ?? (name === 'workspace.current' ? row['id'] : mine.id);
            expect(`${name}: ${String(owner)}`).toBe(`${name}: ${mine.id}`);
          }
        }
      }
    }
  });

  it.each(WHO)('asking for another business’s things by id is asking for nothing: %s', async (who) => {
    for (const name of [
      'contact.byId',
      'contact.some',
      'conversation.byId',
      'conversation.ofContact',
      'oversight.escalations',
      'template.ofChannel',
      'message.window',
      'message.byId',
      'message.until',
      'message.after',
      'message.trail',
      'message.activities',
    ]) {
      expect(`${name}: ${(await ask(name, argsOf('foreign')[name]![0], contextFor(who))).length}`).toBe(
        `${name}: 0`,
      );
    }
  });

  it.each(['outsider', 'newcomer'] as const)(
    'an agent without the inbox sees nothing of what happens in it: %s',
    async (who) => {
      const closed = [
        'contact.byId',
        'contact.some',
        'contact.newest',
        'conversation.byId',
        'conversation.list',
        'conversation.recent',
        'conversation.ofContact',
        'message.window',
        'message.trail',
        'message.activities',
      ];
      for (const name of closed) {
        for (const args of argsOf('seen')[name]!) {
          expect(`${name}: ${(await ask(name, args, contextFor(who))).length}`).toBe(`${name}: 0`);
        }
      }
    },
  );

  it.each(['outsider', 'newcomer'] as const)(
    'nor which colleague looks at or answers which conversation in it: %s',
    async (who) => {
      const [presence, leases] = [
        await ask('workspace.presence', undefined, contextFor(who)),
        await ask('workspace.leases', undefined, contextFor(who)),
      ];
      const rows = [...presence, ...leases];
      expect(rows.filter((row) => row['conversationId'] === seen.id)).toEqual([]);
    },
  );

  it.each(['admin', 'manager', 'agent'] as const)('control: who may see it, does: %s', async (who) => {
    for (const name of [
      'contact.byId',
      'conversation.byId',
      'conversation.recent',
      'message.window',
      'message.byId',
      'message.until',
      'message.after',
      'message.trail',
      'message.activities',
    ]) {
      expect(`${name}: ${(await ask(name, argsOf('seen')[name]![0], contextFor(who))).length > 0}`).toBe(
        `${name}: true`,
      );
    }
    expect(
      (await ask('contact.byId', argsOf('seen')['contact.byId']![0], contextFor(who)))[0],
    ).toHaveProperty('identities.0.maskedValue');
  });

  it('an agent sees neither the rules nor the numbers of managers; a manager does', async () => {
    for (const name of ['oversight.samples', 'oversight.routingRules']) {
      const args = argsOf('seen')[name]![0];
      expect(`${name}: ${(await ask(name, args, contextFor('agent'))).length}`).toBe(`${name}: 0`);
      expect(`${name}: ${(await ask(name, args, contextFor('manager'))).length}`).toBe(`${name}: 1`);
    }
  });

  it('what I am told and the views I keep are mine, but for the views that others share', async () => {
    const { agent } = mine.members;
    const told = await ask('oversight.notifications', { limit: 100 }, contextFor('agent'));
    expect(told.map((row) => row['memberId'])).toEqual([agent.id]);
    const views = await ask('oversight.savedViews', undefined, contextFor('agent'));
    expect(views.map((row) => row['name'])).toEqual(['Yetu']);
  });

  it('what I have read is mine alone', async () => {
    for (const row of await ask('conversation.myReads', { limit: 100 }, contextFor('admin'))) {
      expect(row['memberId']).toBe(mine.members.admin.id);
    }
  });
});

/** Arguments for every mutator there is, aimed at one side's things. */
const CHOICES = {
  kind: 'buttons',
  header: null,
  body: 'Lipa vipi?',
  footer: null,
  label: null,
  sections: [{ title: null, choices: [{ id: 'a', title: 'Sasa', description: null }] }],
};

function mutationsOf(which: Which): Record<string, object> {
  const conversation = which === 'seen' ? seen : foreign;
  const base = { id: conversation.id, activityId: uuidv7(), at: SENT_AT };
  const note = { id: uuidv7(), conversationId: conversation.id, text: 'jina langu', at: SENT_AT };
  const lease = { conversationId: conversation.id, tabId: 'tab-00000001', at: SENT_AT };
  const answer = { id: uuidv7(), conversationId: conversation.id, seenAnswerId: null, at: SENT_AT };
  const things = thingsOf[which];
  const inboxes = which === 'seen' ? mine.inboxes : theirs.inboxes;
  return {
    'contact.changeTags': {
      ...{ id: conversation.contactId, conversationId: conversation.id, activityId: uuidv7(), at: SENT_AT },
      ...{ add: ['wao'], remove: [] },
    },
    'contact.edit': { id: conversation.contactId, name: 'Jina Jipya' },
    'conversation.assign': { ...base, memberId: mine.members.agent.id },
    'conversation.claim': base,
    'conversation.close': base,
    'conversation.reopen': base,
    'conversation.snooze': { ...base, until: SENT_AT + 60_000 },
    'conversation.markRead': { id: conversation.id, at: SENT_AT },
    'conversation.markUnread': { id: conversation.id, at: SENT_AT },
    'message.send': { ...note, seenAnswerId: null },
    'message.note': note,
    'message.sendChoices': { ...answer, choices: CHOICES },
    'message.sendMedia': {
      ...answer,
      mediaId: things.media,
      kind: 'image',
      shown: { mimeType: 'image/png', fileName: null, sizeBytes: 9 },
    },
    'message.sendTemplate': { ...answer, templateId: things.template, values: {} },
    'message.sendLocation': { ...answer, latitude: -1.29, longitude: 36.82 },
    'message.schedule': { ...note, sendAt: SENT_AT + 3_600_000 },
    'message.react': { id: firstMessageOf[which], emoji: '👍', at: SENT_AT },
    'message.cancel': { id: messageOf[which], at: SENT_AT },
    'conversation.transfer': { ...base, memberId: null, note: 'samahani', noteId: uuidv7() },
    'conversation.handBack': base,
    'conversation.setPriority': { ...base, priority: 'urgent' },
    'conversation.escalate': {
      ...base,
      escalationId: uuidv7(),
      memberId: mine.members.manager.id,
      reason: 'bei',
      dueAt: null,
    },
    'conversation.decide': { ...base, decision: 'ndiyo' },
    'savedReply.save': {
      ...{ id: things.reply, shortcut: 'asante', title: 'Imechukuliwa', language: 'sw', text: 'Sio yako' },
    },
    'savedReply.remove': { id: things.reply },
    'savedView.save': {
      id: things.view,
      name: 'Imechukuliwa',
      isShared: true,
      filter: { all: [] },
      at: SENT_AT,
    },
    'savedView.remove': { id: things.view },
    'routing.pauseChannel': { id: which === 'seen' ? mine.channel.id : theirs.channel.id, at: SENT_AT },
    'routing.setChannel': {
      id: which === 'seen' ? mine.channel.id : theirs.channel.id,
      name: 'Imechukuliwa',
    },
    'routing.resumeChannel': { id: which === 'seen' ? mine.channel.id : theirs.channel.id },
    'routing.setChannelPace': {
      id: which === 'seen' ? mine.channel.id : theirs.channel.id,
      sendsPerSecond: 40,
    },
    'routing.addInbox': { id: inboxes.main, name: 'Imechukuliwa', memberIds: [mine.members.newcomer.id] },
    'routing.setInbox': { id: inboxes.main, capacity: 1 },
    'routing.setInboxMember': { inboxId: inboxes.main, memberId: mine.members.newcomer.id, isMember: true },
    'routing.orderRules': { ids: [things.rule] },
    'routing.saveRule': {
      id: things.rule,
      name: 'Imechukuliwa',
      position: 1,
      conditions: {},
      inboxId: inboxes.main,
      memberId: null,
      isEnabled: true,
    },
    'routing.removeRule': { id: things.rule },
    'message.resend': { id: messageOf[which], at: SENT_AT },
    'message.markSent': { id: messageOf[which], at: SENT_AT },
    'message.discard': { id: messageOf[which], at: SENT_AT },
    'lease.acquire': lease,
    'lease.takeOver': { ...lease, activityId: uuidv7() },
    'presence.touch': { tabId: 'tab-00000002', conversationId: conversation.id, kind: 'typing', at: SENT_AT },
  };
}

/** These take nothing of anybody else's: they write the asker's own row. */
const OWN_ONLY = [
  'lease.release',
  'member.setAvailability',
  'notification.markAllRead',
  'notification.markRead',
  'notification.setPreferences',
  'presence.leave',
  'routing.setHours',
  'savedView.arrange',
];

async function everything(): Promise<unknown> {
  const tables = [
    'contact',
    'conversation',
    'message',
    'activity',
    'conversation_read',
    'presence',
    'member',
    'outbox_item',
    'reply_lease',
    'saved_reply',
    'saved_view',
    'routing_rule',
    'inbox',
    'workspace',
    'escalation',
    'notification',
    'notification_preference',
    'media',
    'message_transition',
  ];
  const parts = tables
    .map((name) => `'${name}', (select json_agg(x order by x::text) from ${name} x)`)
    .join(', ');
  return (await db.rows<{ all: unknown }>(`select json_build_object(${parts}) as all`))[0]!.all;
}

describe('writing', () => {
  it('every mutator there is, is tried here', () => {
    expect([...Object.keys(mutationsOf('seen')), ...OWN_ONLY].sort()).toEqual(
      [...leavesOf(mutators).keys()].sort(),
    );
  });

  it.each(WHO)('another business’s things are not found and stay as they are: %s', async (who) => {
    const cookie = t.signIn(mine, mine.members[who]);
    const before = await everything();
    for (const [name, args] of Object.entries(mutationsOf('foreign'))) {
      expect(`${name}: ${await t.mutate(cookie, name, args)}`).toBe(`${name}: not_found`);
    }
    expect(await everything()).toEqual(before);
  });

  it.each(['outsider', 'newcomer'] as const)(
    'nor can an agent without the inbox touch what is in it: %s',
    async (who) => {
      const cookie = t.signIn(mine, mine.members[who]);
      const before = await everything();
      for (const [name, args] of Object.entries(mutationsOf('seen'))) {
        const refusal = /^(routing|savedReply)\./.test(name) ? 'forbidden' : 'not_found';
        expect(`${name}: ${await t.mutate(cookie, name, args)}`).toBe(`${name}: ${refusal}`);
      }
      expect(await everything()).toEqual(before);
    },
  );

  it.each(['agent', 'manager'] as const)('how the business is set up is for admins: %s', async (who) => {
    const cookie = t.signIn(mine, mine.members[who]);
    const before = await everything();
    const setUp = { ...mutationsOf('seen'), 'routing.setHours': { weekly: null, holidays: [] } };
    for (const [name, args] of Object.entries(setUp).filter(([name]) => name.startsWith('routing.'))) {
      expect(`${name}: ${await t.mutate(cookie, name, args)}`).toBe(`${name}: forbidden`);
    }
    expect(await everything()).toEqual(before);
  });

  it('saved replies are written by managers, never by an agent', async () => {
    const before = await everything();
    const agent = t.signIn(mine, mine.members.agent);
    for (const name of ['savedReply.save', 'savedReply.remove'])
      expect(`${name}: ${await t.mutate(agent, name, mutationsOf('seen')[name])}`).toBe(`${name}: forbidden`);
    expect(await everything()).toEqual(before);
  });

  it('a manager writes one, nobody writes a second under its shortcut, and its words can change', async () => {
    const cookie = t.signIn(mine, mine.members.manager);
    const reply = {
      id: uuidv7(),
      shortcut: 'Bei',
      title: 'Bei',
      language: 'sw',
      text: 'Habari {{first_name}}',
    };
    expect(await t.mutate(cookie, 'savedReply.save', reply)).toBeNull();
    expect(await t.mutate(cookie, 'savedReply.save', { ...reply, id: uuidv7() })).toBe('shortcut_taken');
    expect(await t.mutate(cookie, 'savedReply.save', { ...reply, title: 'Bei zetu' })).toBeNull();
    const kept = await db.rows(`select shortcut, title from saved_reply where id = $1`, [reply.id]);
    expect(kept).toEqual([{ shortcut: 'bei', title: 'Bei zetu' }]);
    expect(await t.mutate(cookie, 'savedReply.remove', { id: reply.id })).toBeNull();
    expect(await t.mutate(cookie, 'savedReply.remove', { id: reply.id })).toBe('not_found');
  });

  it('what a colleague was told stays unread for them, whoever reads what', async () => {
    const { agent, colleague } = mine.members;
    const cookie = t.signIn(mine, agent);
    expect(
      await t.mutate(cookie, 'notification.markRead', { ids: [`told-${colleague.id}`], at: SENT_AT }),
    ).toBeNull();
    expect(await t.mutate(cookie, 'notification.markAllRead', { at: SENT_AT })).toBeNull();
    expect(await db.rows('select member_id as id from notification where read_at is not null')).toEqual([
      { id: agent.id },
    ]);
  });

  it('a file of another business cannot be sent, nor a template of another number', async () => {
    const cookie = t.signIn(mine, mine.members.colleague);
    const before = await everything();
    for (const name of ['message.sendMedia', 'message.sendTemplate']) {
      const stolen =
        name === 'message.sendMedia'
          ? { mediaId: thingsOf.foreign.media }
          : { templateId: thingsOf.foreign.template };
      expect(`${name}: ${await t.mutate(cookie, name, { ...mutationsOf('seen')[name], ...stolen })}`).toBe(
        `${name}: not_found`,
      );
    }
    expect(await everything()).toEqual(before);
  });

  it('a conversation cannot be handed to an inbox of another business', async () => {
    const cookie = t.signIn(mine, mine.members.admin);
    const args = { ...mutationsOf('seen')['conversation.transfer'], inboxId: theirs.inboxes.main };
    expect(await t.mutate(cookie, 'conversation.transfer', args)).toBe('not_found');
  });

  it('a conversation cannot be given to somebody of another business', async () => {
    const cookie = t.signIn(mine, mine.members.admin);
    const args = { id: seen.id, activityId: uuidv7(), at: SENT_AT, memberId: theirs.members.agent.id };
    expect(await t.mutate(cookie, 'conversation.assign', args)).toBe('not_found');
  });

  it('a reply cannot quote a message of another business', async () => {
    const cookie = t.signIn(mine, mine.members.colleague);
    const args = {
      id: uuidv7(),
      conversationId: seen.id,
      text: 'jibu',
      seenAnswerId: null,
      quotedMessageId: firstMessageOf.foreign,
      at: SENT_AT,
    };
    expect(await t.mutate(cookie, 'message.send', args)).toBe('not_found');
    const stolen = await db.count(
      'select count(*) from message where workspace_id = $1 and quoted_message_id = $2',
      [mine.id, firstMessageOf.foreign],
    );
    expect(stolen).toBe(0);
  });

  it('a new message under the id of another business’s message neither changes it nor hides behind it', async () => {
    const cookie = t.signIn(mine, mine.members.agent);
    const before = await db.rows('select * from message where id = $1', [firstMessageOf.foreign]);
    const outbox = await db.count('select count(*) from outbox_item where message_id = $1', [
      firstMessageOf.foreign,
    ]);
    await t.mutate(cookie, 'message.send', {
      id: firstMessageOf.foreign,
      conversationId: seen.id,
      text: 'jibu',
      seenAnswerId: null,
      at: SENT_AT,
    });
    expect(await db.rows('select * from message where id = $1', [firstMessageOf.foreign])).toEqual(before);
    expect(
      await db.count('select count(*) from outbox_item where message_id = $1', [firstMessageOf.foreign]),
    ).toBe(outbox);
  });

  it('nor under the id of a note: what was written for colleagues never leaves', async () => {
    const cookie = t.signIn(mine, mine.members.agent);
    const note = { id: uuidv7(), conversationId: seen.id, text: 'siri', at: SENT_AT };
    expect(await t.mutate(cookie, 'message.note', note)).toBeNull();
    expect(await t.mutate(cookie, 'message.send', { ...note, seenAnswerId: null })).toBe('invalid_input');
    expect(await db.count('select count(*) from outbox_item where message_id = $1', [note.id])).toBe(0);
  });

  it('letting go of a reply that somebody else holds changes nothing', async () => {
    const cookie = t.signIn(mine, mine.members.agent);
    const before = await everything();
    for (const conversation of [seen, foreign]) {
      await t.mutate(cookie, 'lease.release', {
        conversationId: conversation.id,
        tabId: 'tab-00000009',
        at: SENT_AT,
      });
    }
    expect(await everything()).toEqual(before);
  });

  it('a tab cannot end or move the presence of somebody else’s tab', async () => {
    const cookie = t.signIn(mine, mine.members.agent);
    const before = await db.count('select count(*) from presence where member_id = $1', [
      mine.members.colleague.id,
    ]);
    expect(await t.mutate(cookie, 'presence.leave', { tabId: 'tab-00000001' })).toBeNull();
    expect(
      await t.mutate(cookie, 'presence.leave', { tabId: `${mine.members.colleague.id}:tab-00000001` }),
    ).not.toBeNull();
    expect(
      await db.count('select count(*) from presence where member_id = $1', [mine.members.colleague.id]),
    ).toBe(before);
  });

  it('a member changes their own availability and nobody else’s', async () => {
    const member: TestMember = mine.members.newcomer;
    expect(
      await t.mutate(t.signIn(mine, member), 'member.setAvailability', {
        availability: 'away',
        id: mine.members.admin.id,
      }),
    ).toBeNull();
    expect(await db.rows(`select id from member where availability = 'away'`)).toEqual([{ id: member.id }]);
  });

  it('control: who may, can', async () => {
    const cookie = t.signIn(mine, mine.members.agent);
    for (const name of [
      'contact.edit',
      'conversation.claim',
      'conversation.markRead',
      'message.note',
      'presence.touch',
    ]) {
      expect(`${name}: ${await t.mutate(cookie, name, mutationsOf('seen')[name])}`).toBe(`${name}: null`);
    }
  });
});

describe('the two endpoints themselves', () => {
  const post = (path: string, headers: Record<string, string>) =>
    t.app.request(`/api/zero/${path}?schema=zero_0&appID=zero`, { method: 'POST', headers, body: '{}' });

  it.each(['query', 'mutate'])('%s answers nobody but the sync engine, signed in or not', async (path) => {
    const cookie = t.signIn(mine, mine.members.admin);
    expect((await post(path, { cookie })).status).toBe(403);
    expect((await post(path, { cookie, 'x-api-key': 'guessed' })).status).toBe(403);
    expect((await post(path, { cookie, 'x-api-key': `${ZERO_API_KEY}x` })).status).toBe(403);
  });

  it.each(['query', 'mutate'])('%s for somebody who is not signed in is 401', async (path) => {
    expect((await post(path, { 'x-api-key': ZERO_API_KEY })).status).toBe(401);
    expect((await post(path, { 'x-api-key': ZERO_API_KEY, cookie: 'member=nobody' })).status).toBe(401);
  });

  it('a query is answered with the filter of whoever asks, never of whom they claim to be', async () => {
    const cookie = t.signIn(mine, mine.members.agent);
    const answer = await t.app.request('/api/zero/query?schema=zero_0&appID=zero', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': ZERO_API_KEY, cookie },
      body: JSON.stringify([
        'transform',
        [{ id: 'q1', name: 'conversation.recent', args: [{ limit: 5, workspaceId: theirs.id }] }],
      ]),
    });
    const text = await answer.text();
    expect(text).toContain(mine.id);
    expect(text).not.toContain(theirs.id);
  });

  it('a name nobody defined is refused and does not bring the others down', async () => {
    const cookie = t.signIn(mine, mine.members.agent);
    const answer = await t.app.request('/api/zero/query?schema=zero_0&appID=zero', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': ZERO_API_KEY, cookie },
      body: JSON.stringify([
        'transform',
        [
          { id: 'q1', name: 'contact.everything', args: [] },
          { id: 'q2', name: 'workspace.current', args: [] },
        ],
      ]),
    });
    const { queries: answers } = (await answer.json()) as {
      queries: { id: string; error?: string; ast?: unknown }[];
    };
    expect(answers.find(({ id }) => id === 'q1')?.error).toBeTruthy();
    expect(answers.find(({ id }) => id === 'q2')?.ast).toBeTruthy();
  });
});
