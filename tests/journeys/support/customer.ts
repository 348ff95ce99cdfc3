import type { RunningSystem } from '../../../server/launch/start-system.ts';
import { SANDBOX_PHONE_NUMBER_ID } from '../../support/make-workspace.ts';
import { fixtureText, signedBody } from '../../support/whatsapp-bodies.ts';

export type PhonePresence = 'online' | 'offline' | 'reads';

/** A customer of one journey alone, with a phone in the sandbox. */
export type Customer = {
  id: string;
  name: string;
  /** Digits, as the provider writes them. */
  phone: string;
  /** Writes from the sandbox phone; resolves once the webhook has been handed over. */
  write: (text: string) => Promise<void>;
  /** Posts a recorded body as the provider would, signed, as if this customer had sent it now. Returns its ids. */
  postFixture: (name: string, text?: string) => Promise<string[]>;
  setPresence: (presence: PhonePresence) => Promise<void>;
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

let made = 0;

/** A newcomer in the sandbox with a number nobody else has. */
export async function makeCustomer(system: RunningSystem, name: string): Promise<Customer> {
  made += 1;
  const phone = `2547990${String(made).padStart(5, '0')}`;
  const { id, userId } = await call<{ id: string; userId: string }>('POST', '/customers', { name, phone });

  async function call<Answer>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Answer> {
    const response = await fetch(`${system.origin}/sandbox-api${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The sandbox said ${response.status} to ${method} ${path}`);
    return (await response.json()) as Answer;
  }

  return {
    id,
    name,
    phone,
    async write(text) {
      await call('POST', `/customers/${id}/messages`, { text, phoneNumberId: SANDBOX_PHONE_NUMBER_ID });
    },
    async postFixture(fixture, text) {
      const { body, ids } = readdress(fixtureText(fixture), { name, phone, userId, text });
      const { body: bytes, headers } = signedBody(body);
      const response = await fetch(`${system.origin}/webhooks/whatsapp`, {
        method: 'POST',
        headers,
        body: new Uint8Array(bytes),
      });
      if (response.status !== 200) throw new Error(`The webhook answered ${response.status}`);
      return ids;
    },
    async setPresence(presence) {
      await call('PUT', `/customers/${id}/presence`, { presence });
    },
  };
}

/** The same body from another person, at this moment, under ids that were not seen before. */
function readdress(
  body: string,
  person: { name: string; phone: string; userId: string; text?: string },
): { body: string; ids: string[] } {
  const ids: string[] = [];
  const now = String(Math.floor(Date.now() / 1000));

  function walk(value: Json, key: string, parent: string): Json {
    if (Array.isArray(value)) return value.map((item) => walk(item, '', key));
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, walk(inner, name, key || parent)]),
      );
    }
    if (typeof value !== 'string') return value;
    if (key === 'id' && parent === 'messages') {
      const id = `wamid.${person.phone}.${ids.length}.${crypto.randomUUID()}`;
      ids.push(id);
      return id;
    }
    // Only the sender becomes somebody else; a contact card keeps the people it names.
    if (key === 'from' || (key === 'wa_id' && parent === 'contacts')) return person.phone;
    if (key === 'from_user_id' || key === 'user_id') return person.userId;
    if (key === 'timestamp') return now;
    if (key === 'name' && parent === 'profile') return person.name;
    if (key === 'body' && person.text !== undefined) return person.text;
    return value;
  }

  return { body: JSON.stringify(walk(JSON.parse(body) as Json, '', '')), ids };
}
