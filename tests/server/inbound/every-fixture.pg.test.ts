import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import { readInbox } from '../../support/read-inbox.ts';
import { happen, storeEvent } from '../../support/store-event.ts';
import { fixtureNames, fixtureText } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();

beforeAll(async () => {
  await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await emptyInbox(db.pool);
  await db.pool.query('delete from graphile_worker._private_jobs');
});

/** These change something that is already there, or say that someone changed: they are no bubble of their own. */
const NO_BUBBLE = /^inbound-(reaction|edit|system|group)/;
const bubbles = fixtureNames('inbound-').filter((name) => !NO_BUBBLE.test(name));

describe('every kind of message a customer can send', () => {
  it('there are fixtures to go through', () => {
    expect(bubbles.length).toBeGreaterThan(25);
  });

  it.each(bubbles)('%s becomes one bubble that a person can read, with someone who said it', async (name) => {
    expect(await happen(db.pool, fixtureText(name))).toMatchObject({ state: 'processed' });
    const messages = await db.rows<{
      type: string;
      text: string | null;
      content: object | null;
      media: object | null;
      authorName: string;
    }>('select type, text, content, media, author_name as "authorName" from message');
    expect(messages).toHaveLength(1);
    const [m] = messages;
    expect(m!.authorName).toBeTruthy();
    expect(Boolean(m!.text) || m!.media !== null || Object.keys(m!.content ?? {}).length > 0).toBe(true);
    expect(await db.count('select count(*) from contact')).toBe(1);
    expect(await db.count('select count(*) from identity')).toBeGreaterThan(0);
    expect(
      await db.count(
        `select count(*) from conversation where waiting_on = 'us' and last_message_id is not null`,
      ),
    ).toBe(1);
  });

  it.each(fixtureNames('inbound-'))('%s a second time changes nothing', async (name) => {
    const id = await storeEvent(db.pool, fixtureText(name));
    await processProviderEvent(db.pool, id);
    const before = await readInbox(db.pool);
    expect((await processProviderEvent(db.pool, id)).state).toBe('skipped');
    await db.pool.query(`update provider_event set state = 'pending'`);
    expect((await processProviderEvent(db.pool, id)).state).toBe('processed');
    expect(await readInbox(db.pool)).toEqual(before);
  });

  it.each(
    bubbles.filter(
      (name) => /inbound-(image|audio|voice|video|document|sticker)/.test(name) && !name.includes('131052'),
    ),
  )('%s brings its file home: a row and a bell', async (name) => {
    await happen(db.pool, fixtureText(name));
    const [media] = await db.rows<{ id: string; state: string }>('select id, state from media');
    expect(media?.state).toBe('pending');
    const jobs = await db.rows<{ payload: { mediaId: string } }>(
      'select payload from graphile_worker._private_jobs',
    );
    expect(jobs.map(({ payload }) => payload.mediaId)).toEqual([media?.id]);
  });
});

describe('what was said in a group', () => {
  it('opens no conversation with one person', async () => {
    expect((await happen(db.pool, fixtureText('inbound-group-text.json'))).state).toBe('processed');
    expect(await db.count('select count(*) from conversation')).toBe(0);
  });
});

describe('what providers say about ourselves', () => {
  it.each([...fixtureNames('account-'), ...fixtureNames('ignore-'), ...fixtureNames('value-errors')])(
    '%s is kept and stops nothing',
    async (name) => {
      expect((await happen(db.pool, fixtureText(name))).state).toBe('processed');
    },
  );

  it.each(fixtureNames('status-'))(
    '%s about a message we never sent waits for it and makes nobody',
    async (name) => {
      expect((await happen(db.pool, fixtureText(name))).state).toBe('processed');
      expect(await db.count('select count(*) from parked_status')).toBe(1);
      expect(await db.count('select count(*) from message')).toBe(0);
      expect(await db.count('select count(*) from contact')).toBe(0);
    },
  );
});

describe('one body that holds many', () => {
  it('a mixed batch is taken apart: our messages in, statuses kept, the stranger’s number named', async () => {
    expect((await happen(db.pool, fixtureText('batch-mixed.json'))).state).toBe('processed');
    const texts = await db.rows<{ name: string; type: string }>(
      `select c.contact_name as name, m.type from message m join conversation c on c.id = m.conversation_id order by m.at`,
    );
    expect(texts).toHaveLength(2);
    expect(new Set(texts.map(({ name }) => name))).toEqual(new Set(['Amina Mfano', 'Baraka Jaribio']));
    expect(await db.count('select count(*) from parked_status')).toBe(3);
    expect(await db.count('select count(*) from provider_event where unknown_channel')).toBe(1);
  });

  it('messages and statuses in one value are both heard', async () => {
    expect((await happen(db.pool, fixtureText('batch-messages-and-statuses-in-one-value.json'))).state).toBe(
      'processed',
    );
    expect(await db.count('select count(*) from message')).toBeGreaterThan(0);
    expect(await db.count('select count(*) from parked_status')).toBeGreaterThan(0);
  });
});
