import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics/create-metrics.ts';
import { answerHandshake } from '../providers/whatsapp/answer-handshake.ts';
import { isSignatureValid } from '../providers/whatsapp/verify-signature.ts';
import { readBody } from './read-body.ts';
import { bodyFault } from './check-body.ts';
import type { Intake } from './create-intake.ts';

export type WebhookDeps = {
  intake: Intake;
  appSecret: string;
  verifyToken: string;
  metrics: Metrics;
  log: Logger;
  now: () => number;
};

/** Meta sends up to 3 MB; a little room above that. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/**
 * Meta's door. A body is taken as bytes, its signature checked over those bytes, stored as it came, and only then
 * answered 200. Anything else is answered 4xx and leaves no row; trouble of ours is 5xx, so that Meta tries again.
 */
export function createWhatsAppWebhook({
  intake,
  appSecret,
  verifyToken,
  metrics,
  log,
  now,
}: WebhookDeps): Hono {
  const app = new Hono();

  app.get('/', (c) => {
    const { status, body } = answerHandshake(new URL(c.req.url).searchParams, verifyToken);
    return c.text(body, status);
  });

  app.post('/', async (c) => {
    const end = metrics.webhookSeconds.startTimer();
    const answer = (status: 200 | 400 | 401 | 413 | 503, outcome: string) => {
      metrics.webhooks.inc({ outcome });
      const at = now();
      metrics.webhookMs.add(end() * 1_000, at);
      if (outcome === 'bad_signature') metrics.badSignatures.add(1, at);
      return c.json({ status: outcome }, status);
    };
    if (Number(c.req.header('content-length') ?? 0) > MAX_BODY_BYTES) return answer(413, 'too_large');
    const body = await readBody(c, MAX_BODY_BYTES);
    if (body === null) return answer(413, 'too_large');
    if (!isSignatureValid(body, c.req.header('x-hub-signature-256'), appSecret))
      return answer(401, 'bad_signature');
    const fault = bodyFault(body);
    if (fault) return answer(400, fault);
    try {
      const { isNew } = await intake.store(body);
      metrics.lastWebhookAt.setToCurrentTime();
      return answer(200, isNew ? 'stored' : 'duplicate');
    } catch (error) {
      log.error({ err: error }, 'a webhook body could not be stored');
      return answer(503, 'not_stored');
    }
  });

  return app;
}
