import pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { createIntake } from '#server/webhooks/create-intake.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { inboundText } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const body = (n: number | string) => Buffer.from(inboundText({ id: `wamid.${n}`, text: `ujumbe ${n}` }));

beforeEach(async () => {
  await emptyTables(db.pool, 'provider_event');
  await db.pool.query('delete from graphile_worker._private_jobs');
});

async function jobEventIds(): Promise<string[]> {
  const jobs = await db.rows<{ payload: { eventIds: string[] } }>(
    'select payload from graphile_worker._private_jobs',
  );
  return jobs.flatMap(({ payload }) => payload.eventIds);
}

describe('the journal’s door', () => {
  it('two hundred at once are two hundred rows, each with its bell, and every one gets its answer', async () => {
    const intake = createIntake(db.pool);
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => intake.store(body(n))));
    expect(answers.every(({ isNew }) => isNew)).toBe(true);
    const stored = (await db.rows<{ id: string }>('select id::text from provider_event order by 1')).map(
      ({ id }) => id,
    );
    expect(stored).toHaveLength(200);
    expect((await jobEventIds()).sort()).toEqual([...stored].sort());
    expect(intake.waiting()).toBe(0);
  });

  it('while the database does not answer, what waits stays within its bound; the rest is refused, to come again', async () => {
    const size = body(0).length;
    const intake = createIntake(db.pool, { maxBatch: 1, maxWaitingBytes: 10 * size + 20 });
    const holder = await db.pool.connect();
    await holder.query('begin; lock table provider_event in access exclusive mode');
    const stored = Array.from({ length: 30 }, (_, n) => intake.store(body(n % 10)).catch(() => 'refused'));
    expect(intake.waiting()).toBeLessThanOrEqual(10);
    await holder.query('commit');
    holder.release();
    const ended = await Promise.all(stored);
    expect(ended.filter((end) => end === 'refused').length).toBeGreaterThanOrEqual(19);
    expect(ended.filter((end) => end !== 'refused').length).toBeGreaterThanOrEqual(10);
    expect(await intake.store(body('later'))).toEqual({ isNew: true });
  });

  it('they share bells instead of ringing one each', async () => {
    const intake = createIntake(db.pool);
    await Promise.all(Array.from({ length: 200 }, (_, n) => intake.store(body(n))));
    expect(await db.count('select count(*) from graphile_worker._private_jobs')).toBeLessThan(60);
  });

  it('the same bytes ten times at once are one row and ten answers', async () => {
    const intake = createIntake(db.pool);
    const answers = await Promise.all(Array.from({ length: 10 }, () => intake.store(body('same'))));
    expect(answers).toHaveLength(10);
    expect(answers.some(({ isNew }) => isNew)).toBe(true);
    expect(await db.count('select count(*) from provider_event')).toBe(1);
    expect(await jobEventIds()).toHaveLength(1);
  });

  it('the same bytes a day later are acknowledged and ring nothing', async () => {
    const intake = createIntake(db.pool);
    await intake.store(body('again'));
    await db.pool.query('delete from graphile_worker._private_jobs');
    expect(await intake.store(body('again'))).toEqual({ isNew: false });
    expect(await db.count('select count(*) from provider_event')).toBe(1);
    expect(await jobEventIds()).toEqual([]);
  });

  it('a known body among new ones costs the new ones nothing', async () => {
    const intake = createIntake(db.pool);
    await intake.store(body('known'));
    const answers = await Promise.all(['a', 'known', 'b'].map((n) => intake.store(body(n))));
    expect(answers.map(({ isNew }) => isNew)).toEqual([true, false, true]);
  });

  it('row and bell are one transaction: without the queue there is no row', async () => {
    await db.pool.query('alter function graphile_worker.add_jobs rename to add_jobs_away');
    try {
      await expect(createIntake(db.pool).store(body('torn'))).rejects.toThrow(/add_jobs/);
      expect(await db.count('select count(*) from provider_event')).toBe(0);
    } finally {
      await db.pool.query('alter function graphile_worker.add_jobs_away rename to add_jobs');
    }
  });

  it('with the database gone nobody is told that it was stored', async () => {
    const gone = new pg.Pool({
      connectionString: 'postgres://nobody@127.0.0.1:9/none',
      connectionTimeoutMillis: 500,
    });
    const intake = createIntake(gone);
    const results = await Promise.allSettled([intake.store(body('x')), intake.store(body('y'))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await gone.end();
  });

  it('one failed batch does not stop the next', async () => {
    await db.pool.query('alter table provider_event rename to provider_event_away');
    const intake = createIntake(db.pool);
    await expect(intake.store(body('lost'))).rejects.toThrow();
    await db.pool.query('alter table provider_event_away rename to provider_event');
    expect(await intake.store(body('found'))).toEqual({ isNew: true });
  });

  it('control: without the unique index the same bytes would be two rows', async () => {
    const client = await db.pool.connect();
    try {
      await client.query('begin');
      await client.query('drop index provider_event_body');
      for (let i = 0; i < 2; i++) {
        await client.query(
          `insert into provider_event (provider, body_hash, body) values ('whatsapp', 'h', 'b')`,
        );
      }
      expect((await client.query('select 1 from provider_event')).rowCount).toBe(2);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
