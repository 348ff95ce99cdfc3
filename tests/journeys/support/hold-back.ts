import type { Page } from '@playwright/test';

/** Keeps back what the sync engine says to this page, in order, until it is let go. Call before the page connects. */
export async function holdBack(page: Page): Promise<{ begin: () => void; end: () => void }> {
  let kept: (() => void)[] | null = null;
  await page.routeWebSocket(/\/sync\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const pass = () => socket.send(message);
      if (kept) kept.push(pass);
      else pass();
    });
  });
  return {
    begin: () => void (kept = []),
    end() {
      for (const pass of kept ?? []) pass();
      kept = null;
    },
  };
}
