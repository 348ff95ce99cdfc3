import { defineConfig } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { BROWSER_FLAGS, findBrowser } from '/work/main/tests/support/find-browser.ts';

const results = fileURLToPath(new URL('/tmp/h6-results', import.meta.url));

/** Journeys share one running system, so they go one after another; a flaky one is a broken one, so no retries. */
export default defineConfig({
  testDir: '/work/main/tests/journeys',
  testMatch: '**/*.e2e.ts',
  outputDir: `${results}/journeys`,
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['line'], ['json', { outputFile: `${results}/journeys.json` }]],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: findBrowser(), args: BROWSER_FLAGS },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
