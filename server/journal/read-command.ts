export type JournalCommand =
  | { name: 'status' }
  | { name: 'replay'; since: number | null; isDryRun: boolean }
  | { name: 'retry'; id: string }
  | { name: 'retryAll' }
  /** `fault`: what was wrong with the words, null when help was asked for. */
  | { name: 'help'; fault: string | null };

export const USAGE = `npm run journal -- status                              how many events wait, failed, and why
npm run journal -- replay [--since <time>] [--dry-run]  rebuild contacts, conversations, messages and statuses beside the real ones and compare
npm run journal -- retry <id>                          put one event back in line
npm run journal -- retry --all-failed                  put every failed event back in line

<time> is a date or an instant such as 2026-11-20 or 2026-11-20T08:00:00+03:00.`;

/** The words after `npm run journal --` as a command. Pure. */
export function readJournalCommand(words: readonly string[]): JournalCommand {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help') return { name: 'help', fault: null };
  if (name === 'status' && rest.length === 0) return { name: 'status' };
  if (name === 'retry' && rest.length === 1) {
    const [word] = rest as [string];
    if (word === '--all-failed') return { name: 'retryAll' };
    return isEventId(word) ? { name: 'retry', id: word } : help(`"${word}" is no event id.`);
  }
  if (name === 'replay') return readReplay(rest);
  return help(`"${words.join(' ')}" is not something the journal can do.`);
}

/** Is this the id of a journal row? */
export function isEventId(text: string): boolean {
  return /^[1-9]\d{0,17}$/.test(text);
}

function readReplay(words: readonly string[]): JournalCommand {
  let since: number | null = null;
  let isDryRun = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--dry-run') isDryRun = true;
    else if (word === '--since' || word.startsWith('--since=')) {
      const text = word === '--since' ? (words[++i] ?? '') : word.slice('--since='.length);
      since = Date.parse(text);
      if (Number.isNaN(since)) return help(`"${text}" is no time.`);
    } else return help(`"${word}" is not something a replay knows.`);
  }
  return { name: 'replay', since, isDryRun };
}

function help(fault: string): JournalCommand {
  return { name: 'help', fault };
}
