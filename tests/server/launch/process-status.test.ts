import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProcessStatus, readProcessStatus, type ProcessStatus } from '#server/launch/process-status.ts';
import { listLeftBehind } from '#server/launch/stop-left-behind.ts';
import { describeNotReady, describeSlow } from '#server/launch/wait-ready.ts';

const web: ProcessStatus = { name: 'web', state: 'running', pid: 10, identity: 'a', restarts: 0, sinceAt: 1 };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kazi-status-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what the launcher writes down about its children', () => {
  it('the last word about each child is what /readyz reads, and no draft is left lying', () => {
    const file = join(folder, 'status.json');
    const status = openProcessStatus(file);
    status.set(web);
    status.set({ ...web, name: 'worker', pid: 11 });
    status.set({ ...web, state: 'restarting', restarts: 1 });
    expect(readProcessStatus(file)?.map((entry) => [entry.name, entry.state])).toEqual([
      ['web', 'restarting'],
      ['worker', 'running'],
    ]);
    expect(readdirSync(folder)).toEqual(['status.json']);
  });

  it('a missing or broken file is no status, not a crash', () => {
    expect(readProcessStatus(join(folder, 'none.json'))).toBeNull();
    writeFileSync(join(folder, 'broken.json'), '[{');
    expect(readProcessStatus(join(folder, 'broken.json'))).toBeNull();
  });

  it('only the very processes a killed launcher had started are ended, never a stranger with the same pid', () => {
    const statuses = [
      web,
      { ...web, name: 'worker', pid: 11, identity: 'b' },
      { ...web, name: 'vite', pid: null },
    ];
    const now = new Map([
      [10, 'a'],
      [11, 'somebody else'],
    ]);
    expect(listLeftBehind(statuses, (pid) => now.get(pid) ?? null)).toEqual([10]);
  });

  it('a start that takes long or never becomes ready names what it waits for, and where to look', () => {
    const missing = {
      listStatus: () => [web, { ...web, name: 'zero-cache' as const, state: 'restarting' as const }],
      body: JSON.stringify({ status: 'not_ready', database: { status: 'ok' }, sync: { status: 'down' } }),
    };
    expect(describeSlow({ ...missing, waitedMs: 30_040 })).toBe(
      'Still starting after 30 s: zero-cache is restarting, sync is down.',
    );
    const sentence = describeNotReady({ ...missing, timeoutMs: 60_000, logsFolder: '/data/logs' });
    expect(sentence).toContain('Not ready after 60 s: zero-cache is restarting, sync is down.');
    expect(sentence).toContain('/data/logs');
  });
});
