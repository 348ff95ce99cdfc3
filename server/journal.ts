import { inTransaction } from './db/in-transaction.ts';
import { openPool } from './db/open-pool.ts';
import { loadEnv } from './env.ts';
import { readJournalCommand, USAGE } from './journal/read-command.ts';
import { readJournalStatus } from './journal/read-journal-status.ts';
import { replayJournal } from './journal/replay-journal.ts';
import { ScratchRefused } from './journal/open-scratch.ts';
import { retryEvent, retryFailedEvents } from './journal/retry-events.ts';
import { tellReplay } from './journal/tell-replay.ts';
import { tellStatus } from './journal/tell-status.ts';
import { say, sayError } from './log.ts';

/** `npm run journal -- status | replay | retry`: what providers told us, looked at, replayed, tried again. */
const command = readJournalCommand(process.argv.slice(2));
if (command.name === 'help') {
  if (command.fault) sayError(command.fault);
  say(USAGE);
  process.exit(command.fault ? 1 : 0);
}

const env = loadEnv();
const pool = openPool({ url: env.databaseUrl, max: 4, name: 'kazi journal' });
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());

try {
  process.exitCode = await run();
} catch (error) {
  if (stopping.signal.aborted) sayError('Stopped. Nothing was changed.');
  else if (error instanceof ScratchRefused) sayError(error.message);
  else throw error;
  process.exitCode = 1;
} finally {
  await pool.end();
}

async function run(): Promise<number> {
  if (command.name === 'status') {
    say(tellStatus(await readJournalStatus(pool)));
    return 0;
  }
  if (command.name === 'replay') {
    const { since, isDryRun } = command;
    const startedAt = performance.now();
    const options = { pool, databaseUrl: env.databaseUrl, since, isDryRun, signal: stopping.signal };
    const report = await replayJournal(options);
    say(tellReplay(report, { isDryRun, tookMs: performance.now() - startedAt }));
    return report.differences.length === 0 ? 0 : 1;
  }
  if (command.name === 'retryAll') {
    const moved = await retryFailedEvents(pool);
    say(moved === 0 ? 'No event has failed.' : `${moved} put back in line.`);
    return 0;
  }
  if (command.name !== 'retry') return 1;
  const { id } = command;
  const isMoved = await inTransaction(pool, (tx) => retryEvent(tx, id));
  if (isMoved) say(`Event ${id} is back in line.`);
  else sayError(`Event ${id} cannot be tried again: it is not there, or it has its meaning already.`);
  return isMoved ? 0 : 1;
}
