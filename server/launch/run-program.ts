import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { collectOutput } from './collect-output.ts';

/** Runs a program of ours to its end (migrate, seed). Throws with its last lines when it fails. */
export async function runProgram(options: {
  name: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  dataDir: string;
  onStart?: (pid: number) => void;
}): Promise<void> {
  const output = collectOutput({ dataDir: options.dataDir, name: options.name, quiet: true });
  const child = spawn(process.execPath, options.args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  output.follow(child.stdout, 'stdout');
  output.follow(child.stderr, 'stderr');
  if (child.pid !== undefined) options.onStart?.(child.pid);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  output.close();
  if (code === 0) return;
  const how = signal ? `was killed by ${signal}` : `stopped with code ${code}`;
  throw new Error([`${options.name} ${how}:`, ...keepTelling(output.recentLines())].join('\n  '));
}

/** Without the stack and the empty fields that Node prints around an error. */
function keepTelling(lines: readonly string[]): string[] {
  return lines
    .filter((line) => /\w/.test(line) && !/^\s+at |: undefined,?$|^Node\.js v/.test(line))
    .slice(-12);
}
