import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import { happen, storeEvent } from '../../support/store-event.ts';
import { envelope, SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const MINUTE = 60_000;
const CUSTOMER = '254700000011';

beforeAll(() => makeWorkspace(db.pool));
beforeEach(() => emptyInbox(db.pool));

const seconds = (at: number) => String(at / 1_000);

describe('a batch with one piece that cannot be kept', () => {
  it('keeps all the others, says which it was, and reads only that one when it is tried again', async () => {
    await db.pool.query(
      `create function refuse_poison() returns trigger language plpgsql as $$ begin raise exception 'poison'; end $$;
       create trigger refuse_poison before insert on message for each row when (new.text = 'sumu') execute function refuse_poison()`,
    );
    const messages = Array.from({ length: 20 }, (_, n) => ({
      from: CUSTOMER,
      id: `wamid.batch.${n}`,
      timestamp: seconds(SENT_AT + n * MINUTE),
      type: 'text',
      text: { body: n === 7 ? 'sumu' : `ujumbe ${n}` },
    }));
    const id = await storeEvent(db.pool, envelope({ messages }));
    const first = await processProviderEvent(db.pool, id);
    expect(first).toMatchObject({ state: 'failed', error: 'piece 8 (message): poison' });
    expect(await db.count('select count(*) from message')).toBe(19);
    expect(await db.count('select inbound_count from conversation')).toBe(19);
    await db.pool.query('drop trigger refuse_poison on message; drop function refuse_poison');
    expect(await processProviderEvent(db.pool, id)).toMatchObject({ state: 'processed' });
    expect(await db.count('select inbound_count from conversation')).toBe(20);
  });
});

describe('words of somebody of whom nothing but a username is told', () => {
  it('make no contact, for a username can change hands, and stand in the journal as not read', async () => {
    const text = {
      id: 'wamid.nameless',
      timestamp: seconds(SENT_AT),
      type: 'text',
      text: { body: 'Habari' },
    };
    const contacts = [{ profile: { name: 'Wanjiru', username: '@wanjiru' } }];
    const id = await storeEvent(db.pool, envelope({ contacts, messages: [text] }));
    expect(await processProviderEvent(db.pool, id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('neither the number nor the id of who wrote it'),
    });
    expect(await db.count('select count(*) from contact')).toBe(0);
  });

  it('nor is an answer from the phone that does not say to whom', async () => {
    const echo = {
      id: 'wamid.tonobody',
      timestamp: seconds(SENT_AT),
      type: 'text',
      text: { body: 'Asante' },
    };
    const id = await storeEvent(
      db.pool,
      envelope({ message_echoes: [echo] }, { field: 'smb_message_echoes' }),
    );
    expect(await processProviderEvent(db.pool, id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('neither the number nor the id of who it went to'),
    });
  });
});

describe('several messages of one second, which is all that WhatsApp tells of their time', () => {
  const body = (...words: string[]) =>
    envelope({
      messages: words.map((text) => ({
        ...{
          from: CUSTOMER,
          id: `wamid.${text}`,
          timestamp: seconds(SENT_AT),
          type: 'text',
          text: { body: text },
        },
      })),
    });

  it('stand as they arrived, whichever is read first, and the last of them is the last word', async () => {
    const ids = [];
    for (const words of [['moja', 'mbili'], ['tatu'], ['nne', 'tano']])
      ids.push(await storeEvent(db.pool, body(...words)));
    for (const n of [2, 0, 1]) await processProviderEvent(db.pool, ids[n]!);
    expect(await db.rows('select text from message order by at, id')).toEqual(
      ['moja', 'mbili', 'tatu', 'nne', 'tano'].map((text) => ({ text })),
    );
    expect(await db.rows('select last_message_text as text from conversation')).toEqual([{ text: 'tano' }]);
  });
});

describe('an error of the whole number', () => {
  const trouble = (code: number, n = 0) =>
    envelope({ errors: [{ code, title: 'Account locked', href: `/${n}` }] });
  const told = () =>
    db.rows(
      `select n.kind, m.role, n.data ->> 'verdict' as verdict from notification n join member m on m.id = n.member_id`,
    );

  it('is told to the admins, once a day, when a person must act', async () => {
    for (let n = 0; n < 3; n++) await happen(db.pool, trouble(131031, n));
    expect(await told()).toEqual([{ kind: 'account', role: 'admin', verdict: 'Account locked' }]);
  });

  it('is nobody’s news when it passes by itself', async () => {
    await happen(db.pool, trouble(130429));
    expect(await told()).toEqual([]);
  });
});
