import { pruneJournal } from '#server/journal/prune-journal.ts';
import type { Handler } from './job-deps.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Forgets events that had their meaning long ago. */
export const pruneJournalJob: Handler<'prune-journal'> = async (_, { pool, now, journalRetentionDays }) => {
  await pruneJournal(pool, now() - journalRetentionDays * DAY_MS);
};
