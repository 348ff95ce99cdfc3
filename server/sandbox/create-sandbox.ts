import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { resumeStatuses } from './advance-status.ts';
import { createWebhookDelivery } from './deliver-webhooks.ts';
import { createGraphRoutes } from './graph-routes.ts';
import { keepState } from './keep-state.ts';
import { createPhoneRoutes } from './phone-routes.ts';
import { createControl, fillFirstMorning, type SandboxControl } from './sandbox-control.ts';
import { createWorld, type SandboxOptions } from './sandbox-world.ts';

export type { AddedCustomer, SandboxControl } from './sandbox-control.ts';
export type { SandboxLog, SandboxOptions, StatusPace } from './sandbox-world.ts';
export type { SandboxChannel } from './webhook-body.ts';

export interface SandboxWhatsApp {
  /** Serves `/fake/graph/…` and `/sandbox-api/…`; mount it at `/`. */
  app: Hono;
  control: SandboxControl;
  /** Ends timers and streams and writes the state. */
  stop(): void;
}

export const GRAPH_PREFIX = '/fake/graph';
export const PHONE_PREFIX = '/sandbox-api';

/**
 * A WhatsApp of our own: Meta's protocol towards the business, phones towards a page.
 * For development and tests on loopback: the phone side has no sign-in.
 */
export function createSandboxWhatsApp(
  options: Omit<SandboxOptions, 'randomId'> & { randomId?: () => string },
): SandboxWhatsApp {
  const world = createWorld({ randomId: randomUUID, ...options });
  world.webhooks = createWebhookDelivery(world);
  const kept = keepState(world, options.stateFile);
  world.keepMedia = kept.saveMedia;
  if (!kept.load()) fillFirstMorning(world);
  const control = createControl(world, kept);
  const app = new Hono();
  app.route(GRAPH_PREFIX, createGraphRoutes(world, GRAPH_PREFIX));
  app.route(PHONE_PREFIX, createPhoneRoutes(world, control));
  world.webhooks.resume();
  resumeStatuses(world);
  return {
    app,
    control,
    stop() {
      world.stopTimers();
      kept.saveNow();
    },
  };
}
