import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * Two kinds of test by what they need: `unit` needs nothing, `pg` needs a database. A suffix says which, so that a
 * test's name in a listing tells its price.
 */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    maxWorkers: 2,
    silent: 'passed-only',
    projects: [
      {
        plugins: [svelte()],
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.pg.test.ts'],
          // Nothing is shared that a test changes and leaves so; what they import is read once per process, not per file.
          isolate: false,
          unstubGlobals: true,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'pg',
          include: ['tests/**/*.pg.test.ts'],
          globalSetup: ['tests/support/start-database.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
