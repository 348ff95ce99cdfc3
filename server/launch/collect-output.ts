import { createWriteStream, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { sayError, scrubText } from '../log.ts';

const namedLevels = { warn: /^(warn|error|fatal)/i, error: /^(error|fatal)/i } as const;
const numericLevels = { warn: 40, error: 50 } as const;

/** From which level on a child's lines also go to the terminal. */
export type ConcernLevel = keyof typeof numericLevels;

/** Where one child's lines go: a file kept under the data directory, and what needs a person to the terminal. */
export interface OutputCollector {
  follow: (stream: Readable | null, source: 'stdout' | 'stderr') => void;
  /** The last lines seen, for the sentence that says why a start failed. */
  recentLines: () => string[];
  close: () => void;
}

/** Opens `<dataDir>/logs/<name>.log`; the file of the run before is kept as `<name>.previous.log`. */
export function collectOutput(options: {
  dataDir: string;
  name: string;
  quiet: boolean;
  concernLevel?: ConcernLevel;
}): OutputCollector {
  const { name, quiet } = options;
  const folder = join(options.dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  keepPrevious(path, join(folder, `${name}.previous.log`));
  const file = createWriteStream(path, { flags: 'w', mode: 0o600 });
  file.on('error', (error) => sayError(`${name}: its log cannot be written: ${error.message}`));
  const recent: string[] = [];

  function take(line: string, source: 'stdout' | 'stderr'): void {
    file.write(`${line}\n`);
    recent.push(line);
    if (recent.length > 80) recent.shift();
    const concern = findConcern(line, source, options.concernLevel);
    if (concern !== null && !quiet) sayError(`${name}: ${scrubText(concern)}`);
  }

  return {
    follow(stream, source) {
      if (!stream) return;
      createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => take(line, source));
    },
    recentLines: () => [...recent],
    close: () => file.end(),
  };
}

/** What a person at the terminal should see of one line of a child, or null when it is only for the file. Pure. */
export function findConcern(
  line: string,
  source: 'stdout' | 'stderr',
  from: ConcernLevel = 'warn',
): string | null {
  if (line.trim() === '') return null;
  const entry = parseEntry(line);
  if (entry === null) return source === 'stderr' ? line : null;
  const level = entry.level;
  const isConcern =
    typeof level === 'number' ? level >= numericLevels[from] : namedLevels[from].test(String(level));
  if (!isConcern) return null;
  const cause = (entry.err as { message?: unknown } | undefined)?.message ?? entry.errorMsg;
  const message = String(entry.msg ?? entry.message ?? line);
  return typeof cause === 'string' && !message.includes(cause) ? `${message}: ${cause}` : message;
}

function parseEntry(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    return 'level' in entry ? entry : null;
  } catch {
    return null;
  }
}

function keepPrevious(path: string, previous: string): void {
  try {
    renameSync(path, previous);
  } catch {
    // The first start has nothing to keep.
  }
}
