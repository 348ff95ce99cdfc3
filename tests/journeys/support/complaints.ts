import type { Page } from '@playwright/test';

/** Gathers console errors and uncaught exceptions of pages. */
export type Complaints = {
  watch: (page: Page) => void;
  /** This journey breaks something on purpose: complaints like this one are expected. */
  allow: (pattern: RegExp) => void;
  unexpected: () => string[];
};

/**
 * A stranger's page asks who they are and is told "nobody"; one that a busy machine let wait for long is told that it was
 * taken for gone, and says again that it is here.
 */
const ALWAYS_FINE = [/\/api\/me .*\b401\b/, /\/api\/presence\/\S+\/beat .*\b410\b/];

export function watchComplaints(): Complaints {
  const said: string[] = [];
  const fine = [...ALWAYS_FINE];
  return {
    watch(page) {
      page.on('pageerror', (error) => said.push(`uncaught: ${error.stack ?? error.message}`));
      page.on('console', (message) => {
        if (message.type() !== 'error') return;
        said.push(`${new URL(message.location().url || 'about:blank').pathname} said: ${message.text()}`);
      });
    },
    allow: (pattern) => void fine.push(pattern),
    unexpected: () => said.filter((line) => !fine.some((pattern) => pattern.test(line))),
  };
}
