import pg from 'pg';
import { answerParent } from './fork-part.ts';

/** What pgbench would do, for machines without it: each connection inserts 1 KB rows one after another. */
answerParent<{ databaseUrl: string; clients: number; seconds: number }>(
  async ({ databaseUrl, clients, seconds }) => {
    const body = Buffer.alloc(1024, 'x');
    const endAt = performance.now() + seconds * 1000;
    let done = 0;
    await Promise.all(
      Array.from({ length: clients }, async () => {
        const client = new pg.Client({ connectionString: databaseUrl });
        await client.connect();
        while (performance.now() < endAt) {
          await client.query({
            name: 'insert',
            text: 'insert into bench_floor (body) values ($1)',
            values: [body],
          });
          done++;
        }
        await client.end();
      }),
    );
    return { done, perSecond: done / seconds };
  },
);
