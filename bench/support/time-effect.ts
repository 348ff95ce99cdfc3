import type { Page } from '@playwright/test';

/** What must be on screen for an action to count as shown: an element, with a text, or none any more. */
export type Effect = { selector: string; text?: string; isGone?: boolean };

type Armed = Window & { benchResult?: Promise<number> };

const GIVE_UP_MS = 4_000;

/**
 * From a real input event to the paint that shows its effect, in ms; NaN when it never showed. The start is the
 * event's own time stamp, the end is the moment after the first frame in which the effect stands.
 */
export async function timeEffect(
  page: Page,
  { on, key, effect }: { on: 'keydown' | 'click'; key?: string; effect: Effect },
  act: () => Promise<void>,
): Promise<number> {
  await page.evaluate(
    ({ type, wantedKey, selector, text, isGone, giveUpMs }) => {
      function stands(): boolean {
        const found = [...document.querySelectorAll(selector)];
        const isThere = found.some((element) => text === null || element.textContent.includes(text));
        return isThere !== isGone;
      }
      (window as Armed).benchResult = new Promise<number>((resolve) => {
        function onInput(event: Event): void {
          if (wantedKey !== null && (event as KeyboardEvent).key !== wantedKey) return;
          removeEventListener(type, onInput, true);
          const startedAt = event.timeStamp;
          function look(): void {
            if (!stands()) {
              if (performance.now() - startedAt > giveUpMs) resolve(Number.NaN);
              else requestAnimationFrame(look);
              return;
            }
            // This frame shows it; a message sent now is read once the frame is done.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - startedAt);
            port2.postMessage(0);
          }
          requestAnimationFrame(look);
        }
        addEventListener(type, onInput, true);
        setTimeout(() => {
          removeEventListener(type, onInput, true);
          resolve(Number.NaN);
        }, giveUpMs + 1_000);
      });
    },
    {
      type: on,
      wantedKey: key ?? null,
      selector: effect.selector,
      text: effect.text ?? null,
      isGone: effect.isGone ?? false,
      giveUpMs: GIVE_UP_MS,
    },
  );
  await act();
  return page.evaluate(() => (window as Armed).benchResult ?? Number.NaN);
}
