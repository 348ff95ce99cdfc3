import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { signBody } from '#server/providers/whatsapp/verify-signature.ts';
import { SANDBOX_PHONE_NUMBER_ID } from './make-workspace.ts';

export const APP_SECRET = 'sandbox-app-secret';
export const VERIFY_TOKEN = 'sandbox-verify-token';
const FIXTURES = fileURLToPath(new URL('../fixtures/whatsapp/', import.meta.url));

/** The text of one fixture file. */
export function fixtureText(name: string): string {
  return readFileSync(FIXTURES + name, 'utf8');
}

/** Names of the fixtures that start with a word. */
export function fixtureNames(prefix: string): string[] {
  return readdirSync(FIXTURES)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
    .sort();
}

/** A body with the header Meta would send with it. */
export function signedBody(
  body: string | Buffer,
  appSecret = APP_SECRET,
): { body: Buffer; headers: Record<string, string> } {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body, 'utf8');
  return {
    body: bytes,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signBody(bytes, appSecret) },
  };
}

type Origin = { phoneNumberId?: string };

/** What WhatsApp posts about one number, messages, statuses or whatever the value holds. */
export function envelope(
  value: object,
  { phoneNumberId = SANDBOX_PHONE_NUMBER_ID, field = 'messages' }: Origin & { field?: string } = {},
): string {
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '368201457790112',
        changes: [
          {
            field,
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '254700000000', phone_number_id: phoneNumberId },
              ...value,
            },
          },
        ],
      },
    ],
  });
}

export type InboundText = Origin & {
  /** Digits without plus. */
  from?: string;
  name?: string;
  id?: string;
  text?: string;
  /** Instant in ms. */
  sentAt?: number;
};

/** One text message from a customer, in the shape of `inbound-text.json`. */
export function inboundText({
  from = '254700000011',
  name = 'Amina Mfano',
  id,
  text = 'Habari',
  sentAt = SENT_AT,
  ...origin
}: InboundText): string {
  return envelope(
    {
      contacts: [{ profile: { name }, wa_id: from }],
      messages: [
        {
          from,
          id: id ?? `wamid.${from}.${text}`,
          timestamp: String(Math.floor(sentAt / 1000)),
          type: 'text',
          text: { body: text },
        },
      ],
    },
    origin,
  );
}

/** 20 November 2026, 15:00 in Nairobi. */
export const SENT_AT = Date.UTC(2026, 10, 20, 12);

export type StatusWords = Origin & {
  id: string;
  status: string;
  at?: number;
  to?: string;
  opaque?: string;
  errorCode?: number;
};

/** One delivery status for a message of ours. */
export function statusBody({
  id,
  status,
  at = SENT_AT,
  to = '254700000011',
  opaque,
  errorCode,
  ...origin
}: StatusWords): string {
  return envelope(
    {
      statuses: [
        {
          id,
          status,
          timestamp: String(Math.floor(at / 1000)),
          recipient_id: to,
          ...(opaque && { biz_opaque_callback_data: opaque }),
          ...(errorCode && {
            errors: [{ code: errorCode, title: 'Refused', error_data: { details: 'refused in a test' } }],
          }),
        },
      ],
    },
    origin,
  );
}

export type ReactionWords = Origin & {
  from?: string;
  id: string;
  to: string;
  emoji?: string;
  sentAt?: number;
};

/** A customer's reaction to a message; without `emoji` it is taken back. */
export function reactionBody({
  from = '254700000011',
  id,
  to,
  emoji,
  sentAt = SENT_AT,
  ...origin
}: ReactionWords): string {
  const reaction = { message_id: to, ...(emoji && { emoji }) };
  return envelope(
    {
      contacts: [{ profile: { name: 'Amina Mfano' }, wa_id: from }],
      messages: [{ from, id, timestamp: String(Math.floor(sentAt / 1000)), type: 'reaction', reaction }],
    },
    origin,
  );
}
