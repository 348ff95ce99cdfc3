import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { preloadFlags } from '#server/launch/zero-cache.ts';

let folder = '';
let child: ChildProcess | null = null;

/** A child of ours with this code. */
function startChild(code: string): ChildProcess {
  const file = join(folder, 'child.mjs');
  writeFileSync(file, code);
  child = fork(file, { execArgv: [preloadFlags({ loopbackOnly: false })], stdio: 'ignore' });
  return child;
}

async function endOf(program: ChildProcess): Promise<number | null> {
  const [code] = (await once(program, 'exit')) as [number | null];
  return code;
}

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kazi-follow-'))));
afterEach(() => {
  child?.kill('SIGKILL');
  child = null;
  rmSync(folder, { recursive: true, force: true });
});

describe('a child of the launcher', () => {
  it('that has done its work ends, though its parent is there', async () => {
    expect(await endOf(startChild('process.send("done")'))).toBe(0);
  });

  it('that waits for its parent to say something waits as long as it takes', async () => {
    // Where nothing keeps it, its loop is empty after this turn and it would be gone before it is asked.
    const program = startChild(`
      process.on('message', (word) => process.send('heard ' + word));
      process.on('beforeExit', () => process.exit(3));
      process.send('waiting');`);
    expect(await once(program, 'message')).toContain('waiting');
    program.send('one');
    expect((await once(program, 'message'))[0]).toBe('heard one');
    program.send('two');
    expect((await once(program, 'message'))[0]).toBe('heard two');
  });

  it('that no longer waits ends', async () => {
    const program = startChild(`
      process.once('message', () => process.send('heard'));
      process.send('waiting');`);
    await once(program, 'message');
    program.send('word');
    expect(await endOf(program)).toBe(0);
  });

  it('goes when its parent does, whatever it waits for', async () => {
    const program = startChild(`process.on('message', () => {}); process.send('waiting');`);
    await once(program, 'message');
    program.disconnect();
    await once(program, 'exit');
    expect(program.exitCode ?? program.signalCode).not.toBe(null);
  });
});
