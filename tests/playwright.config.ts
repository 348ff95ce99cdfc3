import { defineConfig } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { BROWSER_FLAGS, findBrowser } from './support/find-browser.ts';

const results = fileURLToPath(new URL('../test-results', import.meta.url));

/**
 * Journeys share one running system, so they go one after another. One that fails is tried once more, on a system of its
 * own; that it needed this is said by name at the end, because a shaky one is a broken one that has not been caught yet.
 * Only that second try is traced: watching every step of every page costs four tenths of all the work there is.
 */
export default defineConfig({
  testDir: './journeys',
  testMatch: '**/*.e2e.ts',
  outputDir: `${results}/journeys`,
  fullyParallel: false,
  workers: 1,
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['line'], ['json', { outputFile: `${results}/journeys.json` }]],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: findBrowser(), args: BROWSER_FLAGS },
    screenshot: 'only-on-failure',
    trace: 'on-first-retry',
  },
});
