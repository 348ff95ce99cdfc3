import { scrubText } from '../log.ts';
import type { Difference } from './compare-projections.ts';
import type { ReplayReport } from './replay-journal.ts';

const SHOWN = 100;
const LONGEST = 160;

/** The report of a replay in lines for a terminal. Numbers and provider ids are masked. */
export function tellReplay(
  report: ReplayReport,
  { isDryRun, tookMs }: { isDryRun: boolean; tookMs: number },
): string {
  const { survey, contacts, ownMessages, messages, differences } = report;
  const lines = [
    `${count(survey.eventIds.length, 'event')} to replay, ${survey.pending} not processed yet, ${survey.dismissed} dismissed (left out)`,
    `${count(contacts, 'contact')} named, ${count(ownMessages, 'message')} of our own or from before the journal beside them`,
  ];
  if (isDryRun) return [...lines, 'Nothing was replayed.'].join('\n');
  if (messages === null) return [...lines, 'There is nothing to replay: no difference.'].join('\n');
  lines.push(`${count(messages, 'message')} rebuilt in ${(tookMs / 1000).toFixed(1)} s`);
  if (differences.length === 0) return [...lines, 'No difference.'].join('\n');
  lines.push(`${count(differences.length, 'difference')}:`);
  lines.push(...differences.slice(0, SHOWN).map(tellDifference));
  if (differences.length > SHOWN) lines.push(`  … and ${differences.length - SHOWN} more`);
  return lines.join('\n');
}

function tellDifference({ kind, name, column, inbox, journal }: Difference): string {
  const where = scrubText(`${kind} ${name}`);
  if (column === null) {
    const side = inbox === null ? 'only the journal has it' : 'only the inbox has it';
    const why = inbox !== null && journal !== null ? `: ${journal}` : '';
    return `  ${where}: ${side}${why}`;
  }
  return `  ${where}: ${column} is ${short(inbox)}, the journal says ${short(journal)}`;
}

function short(value: string | null): string {
  const text = scrubText(value === null || value === '' ? '(nothing)' : value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
