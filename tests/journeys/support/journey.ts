import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import type { BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import pg from 'pg';
import { isPortFree } from '../../../server/launch/pick-port.ts';
import { startSystem } from '../../../server/launch/start-system.ts';
import type { RunningSystem } from '../../../server/launch/start-system.ts';
import { makeCustomer } from './customer.ts';
import type { Customer } from './customer.ts';
import { watchComplaints } from './complaints.ts';
import type { Complaints } from './complaints.ts';

export { expect } from '@playwright/test';

export type Teammate = 'amina' | 'brian' | 'wanjiku' | 'otieno';
export const PASSWORD = 'karibu-kazi';
type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

type ForEach = {
  /** A browser of somebody's own: signed in as that teammate, or a stranger. */
  open: (who: Teammate | 'stranger', options?: BrowserContextOptions) => Promise<Page>;
  /** What pages may complain about in this journey, and what they did. */
  complaints: Complaints;
  customer: (name: string) => Promise<Customer>;
  /** Where the customer's conversation is, once their first words have arrived. */
  conversationOf: (customer: Customer) => Promise<string>;
  sql: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;
};
type ForAll = {
  /** How often the sync engine asks again who somebody is; a file that waits for it gets a system of its own. */
  revalidateSeconds: number;
  system: RunningSystem;
  logins: Map<Teammate, StorageState>;
  database: pg.Pool;
};

/** A free port below those that outgoing connections are given: it is still free when the system gets to it. */
async function quietPort(): Promise<number> {
  let port = 20_000 + (process.pid % 1_000) * 5;
  while (!(await isPortFree(port))) port += 1;
  return port;
}

/** Journeys through the whole product, started once for all of them with the demo business. */
export const test = base.extend<ForEach, ForAll>({
  revalidateSeconds: [60, { option: true, scope: 'worker' }],

  system: [
    async ({ revalidateSeconds }, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'kazi-journeys-'));
      const system = await startSystem({
        dataDir,
        port: await quietPort(),
        seed: 'demo',
        quiet: true,
        env: {
          ZERO_AUTH_REVALIDATE_INTERVAL_SECONDS: String(revalidateSeconds),
          ZERO_AUTH_RETRANSFORM_INTERVAL_SECONDS: String(revalidateSeconds),
        },
      });
      await use(system);
      await system.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  database: [
    async ({ system }, use) => {
      const pool = new pg.Pool({ connectionString: system.databaseUrl, max: 2 });
      pool.on('error', () => undefined);
      await use(pool);
      await pool.end();
    },
    { scope: 'worker' },
  ],

  // Nobody signs in twice: a password is asked for once per person, as on a device that is kept.
  logins: [async ({}, use) => use(new Map()), { scope: 'worker' }],

  baseURL: async ({ system }, use) => use(system.env.origin),

  complaints: async ({}, use) => {
    const complaints = watchComplaints();
    await use(complaints);
    expect(complaints.unexpected(), 'what pages complained about').toEqual([]);
  },

  open: async ({ browser, baseURL, logins, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (who, options = {}) => {
      const storageState = who === 'stranger' ? undefined : await signedIn(who);
      const context = await browser.newContext({
        baseURL,
        storageState,
        locale: 'en-KE',
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      contexts.push(context);
      const page = await context.newPage();
      complaints.watch(page);
      return page;
    });
    for (const context of contexts) await context.close();

    async function signedIn(who: Teammate): Promise<StorageState> {
      const known = logins.get(who);
      if (known) return known;
      const context = await browser.newContext({ baseURL });
      const answer = await context.request.post('/api/auth/sign-in/email', {
        data: { email: `${who}@demo.kazi`, password: PASSWORD },
        headers: { origin: baseURL ?? '' },
      });
      expect(answer.status(), `signing in as ${who}`).toBe(200);
      const state = await context.storageState();
      await context.close();
      logins.set(who, state);
      return state;
    }
  },

  customer: async ({ system }, use) => use((name) => makeCustomer(system, name)),

  sql: async ({ database }, use) =>
    use(async (text, values) => (await database.query(text, values)).rows as never),

  conversationOf: async ({ sql }, use) =>
    use(async (customer) => {
      const find = async () =>
        (
          await sql<{ id: string }>(
            `select c.id from conversation c join identity i on i.contact_id = c.contact_id
             where i.kind = 'phone' and i.value = $1 order by c.created_at desc limit 1`,
            [`+${customer.phone}`],
          )
        )[0]?.id ?? '';
      await expect.poll(find, { message: `${customer.name} has a conversation` }).not.toBe('');
      return await find();
    }),
});
