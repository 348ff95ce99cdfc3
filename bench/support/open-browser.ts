import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../tests/support/find-browser.ts';
import type { Lab } from './lab.ts';

const AWAKE = [
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
];

export async function openBrowser(lab: Lab): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [...BROWSER_FLAGS, ...AWAKE],
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  lab.onClose(() => browser.close());
  return browser;
}

/** A page of a person who is signed in, on a screen of its own. */
export async function openSignedIn(
  browser: Browser,
  origin: string,
  person: { email: string; password: string },
  height = 1000,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height },
    baseURL: origin,
    reducedMotion: 'reduce',
  });
  const answer = await context.request.post('/api/auth/sign-in/email', {
    data: person,
    headers: { origin },
  });
  if (!answer.ok()) throw new Error(`${person.email} could not sign in: ${answer.status()}`);
  return context.newPage();
}

/** Instant in ms with fractions, on the clock pages of this machine share. */
export function instant(): number {
  return performance.timeOrigin + performance.now();
}

type Watched = Window & { benchPainted?: Record<string, number> };

/**
 * From now on the page remembers when each marker (`v` and seven digits) was first painted: the moment after the frame
 * that shows it. Call before the page is opened.
 */
export async function watchMarkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const painted: Record<string, number> = {};
    (window as Watched).benchPainted = painted;
    const known = new Set<string>();
    let fresh: string[] = [];
    function look(text: string | null): void {
      for (const [marker] of (text ?? '').matchAll(/\bv\d{7}\b/g)) {
        if (known.has(marker)) continue;
        known.add(marker);
        fresh.push(marker);
      }
    }
    function afterPaint(): void {
      const shown = fresh;
      fresh = [];
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const at = performance.timeOrigin + performance.now();
        for (const marker of shown) painted[marker] = at;
      };
      port2.postMessage(0);
    }
    new MutationObserver((records) => {
      const before = fresh.length;
      for (const record of records) {
        if (record.type === 'characterData') look(record.target.textContent);
        else for (const node of record.addedNodes) look(node.textContent);
      }
      if (before === 0 && fresh.length > 0) requestAnimationFrame(afterPaint);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** When each marker was painted, instants in ms. */
export function readPainted(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => (window as Watched).benchPainted ?? {});
}

/** How far the page's clock is from ours, ms; at most half the round trip is uncertain. */
export async function measureSkew(page: Page): Promise<number> {
  let best = { skew: Number.NaN, took: Number.POSITIVE_INFINITY };
  for (let i = 0; i < 20; i++) {
    const before = instant();
    const theirs = await page.evaluate(() => performance.timeOrigin + performance.now());
    const took = instant() - before;
    if (took < best.took) best = { skew: theirs - (before + took / 2), took };
  }
  return best.skew;
}
