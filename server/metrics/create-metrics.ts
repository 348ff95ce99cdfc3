import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { createRecent } from './remember-recent.ts';

/** Everything this process counts about itself, in one registry. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  const registers = [registry];
  return {
    registry,
    webhooks: new Counter({
      name: 'kazi_webhooks_total',
      help: 'Webhook bodies by what became of them',
      labelNames: ['outcome'],
      registers,
    }),
    webhookSeconds: new Histogram({
      name: 'kazi_webhook_seconds',
      help: 'Time from a webhook request to its answer',
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    lastWebhookAt: new Gauge({
      name: 'kazi_last_webhook_timestamp_seconds',
      help: 'When the newest webhook body was stored',
      registers,
    }),
    /** Time of the newest webhook requests, in ms. */
    webhookMs: createRecent(),
    /** When a body came whose signature is not ours. */
    badSignatures: createRecent(),
    health: new Gauge({
      name: 'kazi_health',
      help: 'What must keep up, in ms, bytes or pieces, as Settings, Health shows it',
      labelNames: ['figure'],
      registers,
    }),
    refusals: new Counter({
      name: 'kazi_http_refusals_total',
      help: 'Requests refused, by reason',
      labelNames: ['reason'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
