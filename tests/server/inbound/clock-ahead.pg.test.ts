import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SESSION_WINDOW_MS } from '#schema/domain/session-window.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { inboundText } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const HOUR_MS = 60 * 60_000;

beforeAll(async () => {
  await makeWorkspace(db.pool);
});
beforeEach(() => emptyInbox(db.pool));

const YEARS_MS = 3 * 365 * 24 * HOUR_MS;

describe('a message whose own time lies ahead', () => {
  it.each([6 * HOUR_MS, YEARS_MS])('opens the window from when it came, not %i ms later', async (ahead) => {
    const before = Date.now();
    const said = Math.floor((before + ahead) / 1_000) * 1_000;
    await happen(db.pool, inboundText({ id: 'wamid.ahead', text: 'Kesho', sentAt: said }));
    const [thread] = await db.rows<{ closesAt: number; lastMessageAt: number }>(
      'select window_closes_at as "closesAt", last_message_at as "lastMessageAt" from conversation',
    );
    expect(thread!.closesAt).toBeLessThanOrEqual(Date.now() + SESSION_WINDOW_MS);
    expect(thread!.closesAt).toBeGreaterThanOrEqual(before - 1_000 + SESSION_WINDOW_MS);
    expect(thread!.lastMessageAt).toBe(thread!.closesAt - SESSION_WINDOW_MS);
    expect(await db.rows(`select (content ->> 'saidAt')::float8 as said from message`)).toEqual([{ said }]);
  });

  it('does not stand at the end of the thread for ever', async () => {
    await happen(db.pool, inboundText({ id: 'wamid.ahead', text: 'Kesho', sentAt: Date.now() + YEARS_MS }));
    await happen(db.pool, inboundText({ id: 'wamid.now', text: 'Leo', sentAt: Date.now() + 2_000 }));
    expect(await db.rows('select last_message_text as last from conversation')).toEqual([{ last: 'Leo' }]);
    expect(await db.rows('select text from message order by at, id')).toEqual([
      { text: 'Kesho' },
      { text: 'Leo' },
    ]);
  });
});
