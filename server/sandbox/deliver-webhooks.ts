import { postWebhook, toWireJson } from './post-webhook.ts';
import type { SandboxWorld, WebhookDelivery } from './sandbox-world.ts';

const MAX_ATTEMPTS = 12;
const FIRST_RETRY_MS = 400;
const LONGEST_RETRY_MS = 60_000;
const MAX_AT_ONCE = 32;
const MAX_PENDING = 20_000;

/** Meta's end of the webhook: signed, concurrent, unordered, and stubborn within bounds. */
export function createWebhookDelivery(world: SandboxWorld): WebhookDelivery {
  const ready: string[] = [];
  let atOnce = 0;

  function pump(): void {
    while (atOnce < MAX_AT_ONCE) {
      const id = ready.shift();
      if (id === undefined) return;
      atOnce += 1;
      world.track(attempt(id)).finally(() => {
        atOnce -= 1;
        pump();
      });
    }
  }
  function schedule(id: string, delayMs: number): void {
    world.later(delayMs, () => {
      ready.push(id);
      pump();
    });
  }
  async function attempt(id: string): Promise<void> {
    const pending = world.state.pendingWebhooks.get(id);
    if (pending === undefined || world.isStopped()) return;
    const url = readUrl(world);
    const startedAt = world.now();
    const { appSecret, webhookTimeoutMs = 10_000 } = world.options;
    const httpStatus =
      url === null
        ? null
        : await postWebhook({ url, body: pending.body, appSecret, timeoutMs: webhookTimeoutMs });
    const path = url === null ? '(no address yet)' : new URL(url).pathname;
    const durationMs = world.now() - startedAt;
    const exchange = {
      at: startedAt,
      direction: 'webhook' as const,
      method: 'POST',
      path,
      httpStatus,
      durationMs,
    };
    world.wire.record({ ...exchange, request: pending.body, response: '' });
    pending.attempts += 1;
    world.changed();
    if (httpStatus === 200) {
      world.state.pendingWebhooks.delete(id);
      return;
    }
    if (pending.attempts >= MAX_ATTEMPTS) {
      world.state.pendingWebhooks.delete(id);
      world.log.warn({ httpStatus, attempts: pending.attempts }, 'sandbox gave up on a webhook');
      return;
    }
    if (!world.isStopped())
      schedule(id, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (pending.attempts - 1)));
  }
  return {
    send(event, { delayMs = 0, isDoubled = false } = {}) {
      if (world.state.pendingWebhooks.size >= MAX_PENDING) {
        world.log.warn({ pending: MAX_PENDING }, 'sandbox drops a webhook: too many are waiting');
        return;
      }
      const body = toWireJson(event);
      for (let copy = 0; copy < (isDoubled ? 2 : 1); copy += 1) {
        const id = world.randomId();
        world.state.pendingWebhooks.set(id, { id, body, attempts: 0 });
        schedule(id, delayMs);
      }
      world.changed();
    },
    resume() {
      for (const id of world.state.pendingWebhooks.keys()) schedule(id, FIRST_RETRY_MS);
    },
  };
}

/** Null while the business has no address that can be called. */
function readUrl(world: SandboxWorld): string | null {
  try {
    const url = world.options.webhookUrl();
    return URL.canParse(url) ? url : null;
  } catch {
    return null;
  }
}
