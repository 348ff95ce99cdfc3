import type { Page } from '@playwright/test';
import type { Pool } from 'pg';
import type { PlainAction } from './plain-page.ts';
import { timeEffect } from './time-effect.ts';

/** A signed-in inbox that is acted on with the keys and buttons a person would use. */
export type Desk = {
  page: Page;
  pool: Pool;
  /** What was done, to be found in the database at the end. */
  done: { sent: string[]; snoozed: string[]; tagged: { conversationId: string; tag: string }[] };
};

const SHOWN = { timeout: 15_000 };
const rowOf = (id: string) => `a.row[href*="${id}"]`;

/** Opens what stands in this place of the list, from 0, and waits until it can be worked with. Returns its id. */
export async function openPlace(page: Page, place: number): Promise<string> {
  // Without the mouse: a pointer over the list would hold its order.
  const id = await page.evaluate((at) => {
    const row = document.querySelectorAll<HTMLAnchorElement>('a.row')[at];
    row?.click();
    return row?.pathname.split('/').at(-1) ?? '';
  }, place);
  await page.waitForURL((url) => url.pathname.includes(id), SHOWN);
  await page.locator(`${rowOf(id)}[aria-current="true"]`).waitFor(SHOWN);
  await page.locator('[role="log"] article').first().waitFor(SHOWN);
  return id;
}

async function leaveFields(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** Answered ones go to the end of the list, so the first place always holds somebody who waits. */
async function send({ page, done }: Desk, n: number): Promise<number> {
  await openPlace(page, 0);
  const text = `Jibu ${n} la kipimo`;
  await page.getByRole('textbox', { name: 'Reply' }).fill(text);
  const effect = { selector: '[role="log"] article', text };
  done.sent.push(text);
  return timeEffect(page, { on: 'keydown', key: 'Enter', effect }, () => page.keyboard.press('Enter'));
}

async function assign({ page, pool }: Desk, n: number): Promise<number> {
  const id = await openPlace(page, n % 10);
  await pool.query('update conversation set assignee_id = null where id = $1 and assignee_id is not null', [
    id,
  ]);
  await page.locator('.assign .nobody').waitFor(SHOWN);
  await leaveFields(page);
  const effect = { selector: '.assign .nobody', isGone: true };
  return timeEffect(page, { on: 'keydown', key: 'i', effect }, () => page.keyboard.press('i'));
}

async function tag({ page, done }: Desk, n: number): Promise<number> {
  const conversationId = await openPlace(page, n % 10);
  const word = `kipimo-${n}`;
  const label = page.locator('.tags .tag');
  // A record holds forty; the oldest makes room as it would for a person.
  if ((await label.count()) > 8) {
    const oldest = (await label.first().textContent())?.trim() ?? '';
    await page.locator('.tags .tag .x').first().click();
    done.tagged = done.tagged.filter((t) => t.conversationId !== conversationId || t.tag !== oldest);
  }
  await page.getByRole('button', { name: 'Add a tag' }).first().click();
  await page.getByRole('textbox', { name: 'New tag' }).fill(word);
  const effect = { selector: '.tags .tag', text: word };
  done.tagged.push({ conversationId, tag: word });
  return timeEffect(page, { on: 'keydown', key: 'Enter', effect }, () => page.keyboard.press('Enter'));
}

async function snooze({ page, done }: Desk): Promise<number> {
  const id = await openPlace(page, 1);
  await leaveFields(page);
  await page.keyboard.press('h');
  const choice = page.getByRole('dialog').locator('li button').first();
  await choice.waitFor(SHOWN);
  done.snoozed.push(id);
  const effect = { selector: rowOf(id), isGone: true };
  const took = await timeEffect(page, { on: 'click', effect }, () => choice.click());
  await page.getByRole('dialog').waitFor({ state: 'detached', ...SHOWN });
  return took;
}

/** Marked unread first, which leaves the thread; then opened again from the list, and the badge goes. */
async function markRead({ page }: Desk, n: number): Promise<number> {
  const id = await openPlace(page, n % 10);
  await leaveFields(page);
  await page.keyboard.press('u');
  await page.locator(`${rowOf(id)} .count`).waitFor(SHOWN);
  await page.waitForURL((url) => !url.pathname.includes(id), SHOWN);
  await leaveFields(page);
  const effect = { selector: `${rowOf(id)} .count`, isGone: true };
  return timeEffect(page, { on: 'keydown', key: 'Enter', effect }, () => page.keyboard.press('Enter'));
}

export const inboxActions: Record<PlainAction, (desk: Desk, n: number) => Promise<number>> = {
  ...{ send, assign, tag, snooze, markRead },
};

/** What was done on screen is what the database says in the end. Null when it is. */
export async function checkDone({ pool, done }: Desk): Promise<string | null> {
  const until = performance.now() + 15_000;
  for (;;) {
    const fault = await findUndone(pool, done);
    if (fault === null || performance.now() > until) return fault;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function findUndone(pool: Pool, done: Desk['done']): Promise<string | null> {
  const { rows: sent } = await pool.query<{ text: string; n: number }>(
    `select text, count(*)::int as n from message where direction = 'outbound' and text = any($1) group by 1`,
    [done.sent],
  );
  const once = sent.filter(({ n }) => n === 1).length;
  if (once !== new Set(done.sent).size)
    return `${once} of ${new Set(done.sent).size} replies are stored once`;
  const { rows: snoozed } = await pool.query(
    `select 1 from conversation where id = any($1::uuid[]) and status = 'snoozed'`,
    [done.snoozed],
  );
  if (snoozed.length !== done.snoozed.length)
    return `${snoozed.length} of ${done.snoozed.length} are snoozed`;
  for (const { conversationId, tag: word } of done.tagged) {
    const { rowCount } = await pool.query(
      `select 1 from contact t join conversation c on c.contact_id = t.id where c.id = $1 and t.tags ? $2`,
      [conversationId, word],
    );
    if (rowCount === 0) return `the tag ${word} is not stored`;
  }
  return null;
}
