import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const programs = join(root, 'node_modules', '.bin');
const LONGEST_MS = 15 * 60_000;

/** How a program ended: `isGood` when it exited with 0, and all it said. */
export type Ended = { isGood: boolean; output: string };

/**
 * Runs one of the project's own programs at the root, with the project's own Node first on the path. `isPatient`: with
 * what everything else leaves of the machine.
 */
export function runProgram(name: string, args: string[], { isPatient = false } = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const program = [join(programs, name), ...args];
    const [command, ...given] = isPatient ? ['nice', '-n', '19', ...program] : program;
    const child = spawn(command!, given, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
      },
    });
    const timer = setTimeout(() => {
      parts.push(Buffer.from(`\n${name} was stopped after ${LONGEST_MS / 60_000} minutes\n`));
      child.kill('SIGTERM');
    }, LONGEST_MS);
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => parts.push(part));
    child.once('error', (error) => parts.push(Buffer.from(error.message)));
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ isGood: code === 0, output: Buffer.concat(parts).toString('utf8') });
    });
  });
}
