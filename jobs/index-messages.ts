import { indexMessages } from '#server/search/index-messages.ts';
import type { Handler } from './job-deps.ts';

const BATCH = 2_000;
/** A long history gives way to everything else for a moment, then goes on. */
const MOST_BATCHES = 10;

/** Lets what was written since the last time be found by its words, many messages at a time. */
export const indexMessagesJob: Handler<'index-messages'> = async (_, { pool }) => {
  for (let n = 0; n < MOST_BATCHES; n++) {
    if ((await indexMessages(pool, { batch: BATCH })) < BATCH) return;
  }
};
