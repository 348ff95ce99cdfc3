import { run } from 'graphile-worker';
import type { TaskList } from 'graphile-worker';
import pg from 'pg';
import { createTaskList, WORKER_OPTIONS } from '#jobs/create-task-list.ts';
import { handlers } from '#jobs/handlers.ts';
import type { JobDeps } from '#jobs/job-deps.ts';
import { createLog } from '#server/log.ts';
import { graphileLogger } from '#jobs/graphile-logger.ts';
import { answerParent } from './fork-part.ts';

export type JobRunnerQuestion = {
  databaseUrl: string;
  way: 'kazi' | 'raw';
  count: number;
  concurrency: number;
};
export type JobRunnerAnswer = { seconds: number; ran: number };

const PAYLOAD = { conversationId: '01890000-0000-7000-8000-000000000000' };

/** Works through so many jobs that do nothing: by our task list with its checks, or by the queue's own. */
answerParent<JobRunnerQuestion>(
  async ({ databaseUrl, way, count, concurrency }): Promise<JobRunnerAnswer> => {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: concurrency + 6 });
    const task = way === 'kazi' ? 'mark-read' : 'bench-raw';
    await pool.query(
      `select count(*) from graphile_worker.add_jobs(array(select row($1, $2::json, null, now(), 1, null, 10, null)::graphile_worker.job_spec
     from generate_series(1, $3)))`,
      [task, JSON.stringify(PAYLOAD), count],
    );
    let ran = 0;
    const done = Promise.withResolvers<undefined>();
    async function nothing(): Promise<void> {
      if (++ran === count) done.resolve(undefined);
    }
    // Trivial jobs touch none of this.
    const deps = { pool } as unknown as JobDeps;
    const taskList: TaskList =
      way === 'kazi' ? createTaskList({ ...handlers, 'mark-read': nothing }, deps) : { 'bench-raw': nothing };
    const logger = graphileLogger(createLog({ name: 'bench', level: 'error' }));
    const startedAt = performance.now();
    const runner = await run({ pgPool: pool, taskList, concurrency, logger, ...WORKER_OPTIONS });
    await done.promise;
    const seconds = (performance.now() - startedAt) / 1000;
    await runner.stop();
    await pool.end();
    return { seconds, ran };
  },
);
