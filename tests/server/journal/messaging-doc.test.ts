import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { advanceDelivery } from '#schema/domain/delivery-status.ts';
import type { DeliveryEvidence } from '#schema/domain/delivery-status.ts';
import type { MessageStatus } from '#schema/tables.gen.ts';
import { classifyWhatsAppError, knownErrorCodes } from '#server/providers/whatsapp/classify-error.ts';

const text = readFileSync(fileURLToPath(new URL('../../../docs/MESSAGING.md', import.meta.url)), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replace(/[`*]/g, '').trim()),
  );

describe('what the documentation says of messages is what the code does', () => {
  it('every code of WhatsApp has its row, with its class and key', () => {
    for (const code of knownErrorCodes()) {
      const { class: kind, key } = classifyWhatsAppError({ httpStatus: 400, code });
      const row = rows.find(([first, second]) => first === String(code) && second === kind);
      expect(row?.[2], `code ${code} is ${kind}, ${key}`).toBe(key);
    }
  });

  it('every status, hearing every piece of evidence, becomes what the table says', () => {
    const head = rows.find(([first]) => first?.startsWith('is ↓'))!;
    const statuses: MessageStatus[] = [
      'queued',
      'sending',
      'unconfirmed',
      'held',
      'sent',
      'delivered',
      'read',
      'failed',
      'cancelled',
    ];
    for (const status of statuses) {
      const row = rows.find((cells) => cells[0] === status && cells.length === head.length)!;
      const told = Object.fromEntries(head.slice(1).map((evidence, n) => [evidence, row[n + 1]]));
      const done = head
        .slice(1)
        .map((evidence) => [evidence, advanceDelivery(status, evidence as DeliveryEvidence)]);
      expect(told, status).toEqual(Object.fromEntries(done));
    }
  });
});
