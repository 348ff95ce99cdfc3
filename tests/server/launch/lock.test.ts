import { mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isLockHeld, takeLock } from '#server/launch/lock.ts';
import { readProcessIdentity } from '#server/launch/process-identity.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kazi-lock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('one launcher per data directory', () => {
  const holder = { pid: 4711, identity: 'boot:100', port: 3000 };

  it.each([
    ['the holder still runs', holder, 'boot:100', true],
    ['the holder has died', holder, null, false],
    ['its pid now belongs to another program', holder, 'boot:999', false],
    ['the file made no sense', null, null, false],
  ] as const)('%s', (_case, found, identityNow, isHeld) => {
    expect(isLockHeld(found, identityNow)).toBe(isHeld);
  });

  it('a second start is told who holds the data and on which port', () => {
    const first = takeLock(dataDir, 3000);
    expect(first.ok).toBe(true);
    const second = takeLock(dataDir, 3001);
    expect(second).toMatchObject({ ok: false, holder: { pid: process.pid, port: 3000 } });
    if (first.ok) first.release();
    expect(existsSync(join(dataDir, 'launcher.lock'))).toBe(false);
  });

  it.each([
    ['a launcher that was killed', JSON.stringify({ pid: process.pid, identity: 'boot:1', port: 3000 })],
    ['half a write', '{"pid": 1'],
    ['nothing', ''],
  ])('a lock left by %s does not keep the owner out', (_case, content) => {
    writeFileSync(join(dataDir, 'launcher.lock'), content);
    const lock = takeLock(dataDir, 3000);
    expect(lock.ok).toBe(true);
    if (lock.ok) lock.release();
  });

  it('a process has the same identity each time it is asked, and none when there is no such process', () => {
    expect(readProcessIdentity(process.pid)).toBe(readProcessIdentity(process.pid));
    expect(readProcessIdentity(2 ** 22 + 5)).toBeNull();
  });
});
