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
/** A look at who is signed in comes this often here, and once a minute elsewhere. */
export const REVALIDATE_SECONDS = 10;
type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

type ForEach = {
  /**
   * A browser of somebody's own, in a window of this size. A teammate has one that they keep from journey to journey; a
   * stranger, a second one of theirs, and one that is to be different get a new one.
   */
  open: (who: Teammate | 'stranger', options?: BrowserContextOptions) => Promise<Page>;
  /** What pages may complain about in this journey, and what they did. */
  complaints: Complaints;
  customer: (name: string) => Promise<Customer>;
  /** Where the customer's conversation is, once their first words have arrived. */
  conversationOf: (customer: Customer) => Promise<string>;
  sql: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;
};
type ForAll = {
  system: RunningSystem;
  logins: Map<Teammate, StorageState>;
  devices: Map<Teammate, BrowserContext>;
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
  system: [
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'kazi-journeys-'));
      const system = await startSystem({
        dataDir,
        port: await quietPort(),
        seed: 'demo',
        quiet: true,
        env: {
          ZERO_AUTH_REVALIDATE_INTERVAL_SECONDS: String(REVALIDATE_SECONDS),
          ZERO_AUTH_RETRANSFORM_INTERVAL_SECONDS: String(REVALIDATE_SECONDS),
        },
      });
      await use(system);
      // What it holds goes with it.
      await system.stop(true);
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

  // A browser that knows the app already asks for half the work of a new one, and is what people have on every day but
  // the first.
  devices: [
    async ({}, use) => {
      const devices = new Map<Teammate, BrowserContext>();
      await use(devices);
      for (const device of devices.values()) await device.close();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ system }, use) => use(system.env.origin),

  complaints: async ({}, use) => {
    const complaints = watchComplaints();
    await use(complaints);
    expect(complaints.unexpected(), 'what pages complained about').toEqual([]);
  },

  open: async ({ browser, baseURL, logins, devices, complaints }, use) => {
    const taken = new Set<BrowserContext>();
    const fresh: BrowserContext[] = [];
    await use(async (who, options = {}) => {
      const { viewport, ...different } = options;
      const kept = who === 'stranger' || Object.keys(different).length > 0 ? null : await deviceOf(who);
      const isFree = kept !== null && !taken.has(kept);
      const device = isFree ? kept : await newDevice(who, options);
      if (isFree) taken.add(device);
      else fresh.push(device);
      const page = await device.newPage();
      if (isFree && viewport) await page.setViewportSize(viewport);
      complaints.watch(page);
      return page;
    });
    const pages = [...taken].flatMap((device) => device.pages());
    await Promise.all([...fresh, ...pages].map((opened) => opened.close()));
    for (const device of taken) await device.setOffline(false);

    async function deviceOf(who: Teammate): Promise<BrowserContext> {
      const device = devices.get(who) ?? (await newDevice(who, {}));
      devices.set(who, device);
      return device;
    }

    async function newDevice(
      who: Teammate | 'stranger',
      options: BrowserContextOptions,
    ): Promise<BrowserContext> {
      const common: BrowserContextOptions = {
        baseURL,
        locale: 'en-KE',
        viewport: { width: 1440, height: 900 },
        // The app is not fetched whole for a day without a network, unless a journey asks for it.
        serviceWorkers: 'block',
      };
      if (who === 'stranger') return await browser.newContext({ ...common, ...options });
      const storageState = await signedIn(who);
      // And nothing glides.
      return await browser.newContext({ ...common, reducedMotion: 'reduce', storageState, ...options });
    }

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
      await expect
        .poll(find, { message: `${customer.name} has a conversation`, intervals: [50] })
        .not.toBe('');
      return await find();
    }),
});
