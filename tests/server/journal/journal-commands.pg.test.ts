import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { readJournalStatus } from '#server/journal/read-journal-status.ts';
import { retryFailedEvents } from '#server/journal/retry-events.ts';
import { tellStatus } from '#server/journal/tell-status.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import { happen, storeEvent } from '../../support/store-event.ts';
import { inboundText, statusBody } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();

beforeAll(async () => {
  await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await emptyTables(db.pool, 'provider_event, contact, identity, conversation, message, parked_status');
  await db.pool.query('delete from graphile_worker._private_jobs');
});

describe('the state of the journal', () => {
  it('counts what waits, failed, was for nobody, and what waits for its message', async () => {
    await happen(db.pool, inboundText({}));
    await happen(db.pool, inboundText({ phoneNumberId: '100000000000099' }));
    await happen(db.pool, statusBody({ id: 'wamid.unknown', status: 'read' }));
    await happen(db.pool, '{"object":"whatsapp_business_account","of":"254700000011"}');
    const id = await storeEvent(db.pool, inboundText({ text: 'bado' }));
    await db.pool.query(
      `update provider_event set received_at = now() - interval '5 minutes' where id = $1`,
      [id],
    );
    const status = await readJournalStatus(db.pool);
    expect(status).toMatchObject({
      pending: 1,
      processed: 3,
      failed: 1,
      unknownChannel: 1,
      parkedStatuses: 1,
    });
    const words = tellStatus(status);
    expect(words).toContain('pending                             1, the oldest for 5 min');
    expect(words).toContain('no entries');
  });
});

describe('trying again all that failed', () => {
  it('puts every failed event back in line, each with its own bell', async () => {
    for (let n = 0; n < 3; n++) await happen(db.pool, `{"object":"whatsapp_business_account","n":${n}}`);
    expect(await retryFailedEvents(db.pool)).toBe(3);
    expect(await db.count(`select count(*) from provider_event where state = 'pending'`)).toBe(3);
    expect(await db.count('select count(*) from graphile_worker._private_jobs')).toBe(3);
    expect(await retryFailedEvents(db.pool)).toBe(0);
  });
});

describe('forgetting', () => {
  it('takes only what was understood or set aside, and only when it is old', async () => {
    const states = ['processed', 'dismissed', 'failed', 'pending', 'processed'];
    for (const [n, state] of states.entries()) {
      const id = await storeEvent(db.pool, inboundText({ text: `n ${n}` }));
      const age = n === 4 ? '89 days' : '91 days';
      await db.pool.query(
        `update provider_event set state = $2, received_at = now() - $3::interval where id = $1`,
        [id, state, age],
      );
    }
    await handlers['prune-journal']({}, makeJobDeps(db.pool, { now: () => Date.now() }));
    const left = await db.rows<{ state: string }>('select e.state from provider_event e order by e.id');
    expect(left.map(({ state }) => state)).toEqual(['failed', 'pending', 'processed']);
  });

  it('goes on until nothing old is left, however much there is', async () => {
    await db.pool.query(
      `insert into provider_event (provider, body_hash, body, state, received_at)
       select 'whatsapp', sha256(n::text::bytea), '{}', 'processed', now() - interval '100 days' from generate_series(1, 450) n`,
    );
    await handlers['prune-journal']({}, makeJobDeps(db.pool, { now: () => Date.now() }));
    expect(await db.count('select count(*) from provider_event')).toBe(0);
  });
});
