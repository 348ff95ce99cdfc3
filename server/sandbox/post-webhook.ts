import { signBody } from '#server/providers/whatsapp/verify-signature.ts';

export interface WebhookPost {
  url: string;
  /** Already escaped: these exact bytes are signed and sent. */
  body: string;
  appSecret: string;
  timeoutMs: number;
}

/** Posts one signed event to the business. The HTTP status, or null when nobody answered. Never throws. */
export async function postWebhook({ url, body, appSecret, timeoutMs }: WebhookPost): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'kazi-sandbox/1',
        'x-hub-signature-256': signBody(body, appSecret),
      },
      body,
    });
    // Read to its end: a body that is given up takes its connection with it.
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

/** Does the business pass the handshake? Asks as Meta does when the address is entered. Never throws. */
export async function verifyWebhook(asked: {
  url: string;
  verifyToken: string;
  challenge: string;
}): Promise<boolean> {
  try {
    const url = new URL(asked.url);
    url.searchParams.set('hub.mode', 'subscribe');
    url.searchParams.set('hub.challenge', asked.challenge);
    url.searchParams.set('hub.verify_token', asked.verifyToken);
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    return response.status === 200 && (await response.text()) === asked.challenge;
  } catch {
    return false;
  }
}

/** JSON as Meta writes it before signing: everything beyond ASCII as lowercase `\uXXXX`, slashes as `\/`. */
export function toWireJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}
