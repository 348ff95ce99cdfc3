import { scrubText } from '../log.ts';
import type { JournalStatus } from './read-journal-status.ts';

/** The state of the journal in lines for a terminal. */
export function tellStatus(status: JournalStatus): string {
  const { oldestPendingMs, failures } = status;
  const rows: [string, string][] = [
    [
      'pending',
      `${status.pending}${oldestPendingMs === null ? '' : `, the oldest for ${age(oldestPendingMs)}`}`,
    ],
    ['processed', String(status.processed)],
    ['failed', String(status.failed)],
    ['dismissed', String(status.dismissed)],
    ['for a number nobody here owns', String(status.unknownChannel)],
    ['statuses waiting for their message', String(status.parkedStatuses)],
  ];
  const lines = rows.map(([name, value]) => `${name.padEnd(36)}${value}`);
  if (failures.length > 0) lines.push('', 'Failed, newest first:');
  for (const { id, receivedAt, attempts, error } of failures) {
    const when = new Date(receivedAt).toISOString();
    lines.push(`  ${id}  ${when}  ${attempts} tries  ${scrubText(error ?? 'no reason kept')}`);
  }
  const more = status.failed - failures.length;
  if (more > 0) lines.push(`  … and ${more} more`);
  return lines.join('\n');
}

function age(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}
