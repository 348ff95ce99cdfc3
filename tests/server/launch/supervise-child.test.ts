import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findConcern } from '#server/launch/collect-output.ts';
import type { ProcessStatus } from '#server/launch/process-status.ts';
import { superviseChild, type SupervisedChild } from '#server/launch/supervise-child.ts';

let dataDir = '';
let child: SupervisedChild | null = null;
let seen: ProcessStatus[] = [];

function startNode(code: string): SupervisedChild {
  child = superviseChild({
    name: 'child',
    command: process.execPath,
    args: ['-e', code],
    cwd: dataDir,
    env: {},
    dataDir,
    quiet: true,
    onStatus: (status) => seen.push(status),
  });
  return child;
}

function waitFor(state: ProcessStatus['state'], restarts: number): Promise<void> {
  return vi.waitFor(
    () => expect(seen.some((entry) => entry.state === state && entry.restarts === restarts)).toBe(true),
    { timeout: 10_000, interval: 20 },
  );
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kazi-child-'));
  seen = [];
});
afterEach(async () => {
  await child?.stop(100);
  child = null;
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a supervised child', () => {
  it('that is killed is started again, and the status says so meanwhile', async () => {
    const running = startNode('setInterval(() => {}, 1000)');
    await waitFor('running', 0);
    const firstPid = running.pid();
    running.kill();
    await waitFor('restarting', 1);
    await waitFor('running', 1);
    expect(running.pid()).not.toBe(firstPid);
  });

  it('that will not listen is ended after its grace, and not started again', async () => {
    const deaf = startNode(
      "process.on('SIGTERM', () => {}); console.log('deaf'); setInterval(() => {}, 1000)",
    );
    await vi.waitFor(() => expect(deaf.recentLines()).toEqual(['deaf']), { timeout: 10_000, interval: 20 });
    await deaf.stop(50);
    expect(seen.at(-1)).toMatchObject({ state: 'stopped', pid: null });
    child = null;
  });

  it('leaves everything it said in its log file', async () => {
    const talker = startNode("console.log('one'); console.error('two'); setInterval(() => {}, 1000)");
    await vi.waitFor(() => expect(talker.recentLines().sort()).toEqual(['one', 'two']), { timeout: 10_000 });
    await vi.waitFor(() => expect(readFileSync(join(dataDir, 'logs/child.log'), 'utf8')).toContain('two'));
  });
});

describe('what reaches the terminal', () => {
  it.each([
    ['{"level":30,"msg":"all well"}', 'stdout', null],
    ['{"level":50,"msg":"broken","err":{"message":"disk full"}}', 'stdout', 'broken: disk full'],
    ['{"level":"WARN","message":"slow"}', 'stdout', 'slow'],
    ['plain words', 'stdout', null],
    ['plain trouble', 'stderr', 'plain trouble'],
    ['  ', 'stderr', null],
  ] as const)('%s on %s', (line, source, concern) => {
    expect(findConcern(line, source)).toBe(concern);
  });
});
