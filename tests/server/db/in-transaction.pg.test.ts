import { beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, isTransient } from '#server/db/in-transaction.ts';
import { migrateDatabase } from '#server/db/migrate-database.ts';
import { enqueue } from '#server/queue.ts';
import { testDatabase } from '../../support/database.ts';

const db = testDatabase();

beforeEach(async () => {
  await db.pool.query(
    'drop table if exists counter; create table counter (id int primary key, n int); insert into counter values (1, 0), (2, 0)',
  );
});

describe('inTransaction', () => {
  it('keeps what returns and forgets what throws', async () => {
    await inTransaction(db.pool, (tx) => tx.query('update counter set n = 1 where id = 1'));
    await expect(
      inTransaction(db.pool, async (tx) => {
        await tx.query('update counter set n = 2 where id = 1');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await db.count('select n from counter where id = 1')).toBe(1);
  });

  it('two that lock each other out both get done', async () => {
    let waiting = 0;
    let bothHold: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (bothHold = resolve));
    const bump = (first: number, second: number) => {
      let isFirstTry = true;
      return inTransaction(db.pool, async (tx) => {
        await tx.query('update counter set n = n + 1 where id = $1', [first]);
        if (isFirstTry && ++waiting === 2) bothHold();
        if (isFirstTry) await both;
        isFirstTry = false;
        await tx.query('update counter set n = n + 1 where id = $1', [second]);
      });
    };
    await Promise.all([bump(1, 2), bump(2, 1)]);
    expect(await db.rows('select n from counter order by id')).toEqual([{ n: 2 }, { n: 2 }]);
  });

  it('a broken rule is not tried again', async () => {
    let tries = 0;
    const work = inTransaction(db.pool, async (tx) => {
      tries++;
      await tx.query('insert into counter values (1, 9)');
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(tries).toBe(1);
    expect(isTransient(new Error('no code'))).toBe(false);
  });

  it('a job rung for inside is not heard when it is rolled back', async () => {
    const ring = inTransaction(db.pool, async (tx) => {
      await enqueue(tx, 'wake-snoozed', {});
      throw new Error('no');
    });
    await expect(ring).rejects.toThrow();
    expect(await db.count('select count(*) from graphile_worker._private_jobs')).toBe(0);
  });

  it('leaves no connection behind, whatever happens', async () => {
    for (let n = 0; n < 30; n++)
      await inTransaction(db.pool, () => Promise.reject(new Error('no'))).catch(() => undefined);
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
  });
});

describe('migrating', () => {
  it('twice changes nothing', async () => {
    expect(await migrateDatabase(db.pool)).toEqual([]);
  });
});
