import { Logger as GraphileLogger } from 'graphile-worker';
import type { Logger } from 'pino';

/** The queue's own words in our log: what it calls information is chatter to us. */
export function graphileLogger(log: Logger): GraphileLogger {
  return new GraphileLogger((scope) => (level, message, meta) => {
    const fields = {
      scope: scope.label,
      job: scope.taskIdentifier,
      ...(meta?.['error'] ? { err: meta['error'] } : {}),
    };
    if (level === 'error') log.error(fields, message);
    else if (level === 'warning') log.warn(fields, message);
    else log.debug(fields, message);
  });
}
