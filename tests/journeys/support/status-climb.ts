import type { Page } from '@playwright/test';
import { bubble, thread } from './screen.ts';

const STATUSES = ['Queued', 'Sending', 'Not confirmed', 'Sent', 'Delivered', 'Read', 'Failed'];

/** Notes every status a bubble passes through from now on, also those too short to look at. */
export async function recordStatuses(page: Page, text: string): Promise<() => Promise<string[]>> {
  await thread(page).evaluate(
    (log, { text, statuses }) => {
      const seen: string[] = [];
      (window as unknown as { statusesSeen: string[] }).statusesSeen = seen;
      const look = () => {
        const article = [...log.querySelectorAll('article')].find((a) => a.textContent?.includes(text));
        const words = [...(article?.querySelectorAll('span') ?? [])].map((s) => s.textContent?.trim() ?? '');
        const now = words.find((word) => statuses.includes(word));
        if (now && seen.at(-1) !== now) seen.push(now);
      };
      new MutationObserver(look).observe(log, { subtree: true, childList: true, characterData: true });
      look();
    },
    { text, statuses: STATUSES },
  );
  return async () =>
    await page.evaluate(() => (window as unknown as { statusesSeen: string[] }).statusesSeen);
}

/** The bubble, once it carries this status as text. */
export function bubbleWith(page: Page, text: string, status: string) {
  return bubble(page, text).filter({ has: page.getByText(status, { exact: true }) });
}
