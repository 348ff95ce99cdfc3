import type { Pool } from 'pg';
import { signBody } from '#server/providers/whatsapp/verify-signature.ts';
import { customerDigits, customerName } from './make-history.ts';
import { whatsappBody } from './whatsapp-body.ts';

const APP_SECRET = 'sandbox-app-secret';

/** A word that clients look for: `v` and seven digits. */
export function markerOf(n: number): string {
  return `v${String(n).padStart(7, '0')}`;
}

/** The n-th customer of a history says a marker, by the provider's webhook. Returns the provider's id of the message. */
export async function sayMarker(
  origin: string,
  { customer, marker, at }: { customer: number; marker: string; at: number },
): Promise<string> {
  const id = `wamid.marker.${marker}`;
  const who = { from: customerDigits(customer), name: customerName(customer) };
  const body = whatsappBody({ ...who, id, text: `${marker} habari`, sentAt: at });
  const answer = await fetch(`${origin}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signBody(body, APP_SECRET) },
    body: new Uint8Array(body),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`);
  return id;
}

/** The floor of the sync engine: one row of the one table the list reads, written straight away. */
export async function writeMarker(
  pool: Pool,
  { conversationId, marker }: { conversationId: string; marker: string },
): Promise<void> {
  await pool.query({
    name: 'write-marker',
    text: `update conversation set last_message_text = $2 where id = $1`,
    values: [conversationId, `${marker} habari`],
  });
}
