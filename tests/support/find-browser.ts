import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as Playwright from '@playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** As root Chromium refuses its own sandbox; the rest keeps it from talking to anyone but us. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/**
 * Path of a Chromium that starts: CHROMIUM_PATH, one on the machine, the system's package when we are root on Debian or
 * Ubuntu, else Playwright's own download. Remembered in CHROMIUM_PATH, so that child processes do not look again.
 * Throws a sentence with what to do when there is none.
 */
export function findBrowser(): string {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    if (isWorking(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, which does not start.`);
  }
  const found = onMachine() ?? fromSystemPackages() ?? fromPlaywright();
  if (!found) {
    throw new Error(
      'No Chromium could be found or installed. Install one, or set CHROMIUM_PATH to one that starts.',
    );
  }
  process.env['CHROMIUM_PATH'] = found;
  return found;
}

function isWorking(path: string): boolean {
  return spawnSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function onMachine(): string | null {
  const onPath = (process.env['PATH'] ?? '')
    .split(':')
    .flatMap((folder) => NAMES.map((name) => `${folder}/${name}`));
  return [...onPath, ...MAC].find((path) => existsSync(path) && isWorking(path)) ?? null;
}

function fromSystemPackages(): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('apt-get', ['update', '-qq'], { ...options, timeout: 180_000 });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    ...options,
    timeout: 600_000,
  });
  return onMachine();
}

function fromPlaywright(): string | null {
  const program = `${root}/node_modules/@playwright/test/cli.js`;
  if (!existsSync(program)) return null;
  const install = spawnSync(process.execPath, [program, 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 600_000,
  });
  if (install.status !== 0) return null;
  const { chromium } = createRequire(import.meta.url)('@playwright/test') as typeof Playwright;
  const path = chromium.executablePath();
  return existsSync(path) && isWorking(path) ? path : null;
}
