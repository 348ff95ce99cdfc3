import type { TaskList } from 'graphile-worker';
import { jobCatalogue } from '#server/queue.ts';
import type { JobName } from '#server/queue.ts';
import type { Handler, JobDeps } from './job-deps.ts';

/** How every worker of ours runs. */
export const WORKER_OPTIONS = {
  pollInterval: 1_000,
  noHandleSignals: true,
  preset: { worker: { fileExtensions: ['.ts'] } },
};

/** The handlers as the queue calls them: each gets its payload checked, and what a job may use. */
export function createTaskList(handlers: { [N in JobName]: Handler<N> }, deps: JobDeps): TaskList {
  function taskOf<N extends JobName>(name: N): (payload: unknown) => Promise<void> {
    const handler = handlers[name] as Handler<JobName>;
    return (payload) => handler(jobCatalogue[name].payload.parse(payload) as never, deps);
  }
  return Object.fromEntries((Object.keys(handlers) as JobName[]).map((name) => [name, taskOf(name)]));
}
