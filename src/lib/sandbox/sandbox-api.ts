export type Presence = 'online' | 'offline' | 'reads';

/** A business number the customers can write to. */
export type PhoneChannel = { phoneNumberId: string; displayPhoneNumber: string; businessName: string };

/** Someone of "Who are you". `unread` counts delivered, unread messages of the business. */
export type PhoneCustomer = {
  id: string;
  name: string;
  phone: string | null;
  username: string | null;
  isNumberHidden: boolean;
  presence: Presence;
  avatarHue: number;
  note: string;
  origin: 'invented' | 'added' | 'new' | 'stranger';
  lastMessage: { text: string; at: number; direction: PhoneDirection } | null;
  unread: number;
};

export type PhoneDirection = 'toCustomer' | 'toBusiness';
export type PhoneStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'played' | 'failed';

export type PhoneChoice = {
  kind: 'template' | 'button' | 'listRow' | 'link';
  id: string;
  title: string;
  description: string | null;
};

/** One bubble, as the customer sees it. */
export type PhoneMessage = {
  id: string;
  customerId: string;
  phoneNumberId: string;
  direction: PhoneDirection;
  at: number;
  type: string;
  text: string | null;
  mimeType: string | null;
  fileName: string | null;
  mediaUrl: string | null;
  location: { latitude: number; longitude: number; name: string | null; address: string | null } | null;
  header: string | null;
  footer: string | null;
  choices: PhoneChoice[];
  replyToId: string | null;
  reactions: { customer: string | null; business: string | null };
  status: PhoneStatus;
};

export type WireExchange = {
  id: number;
  at: number;
  direction: 'graph' | 'webhook';
  method: string;
  path: string;
  httpStatus: number | null;
  durationMs: number;
  request: string;
  response: string;
};

export type FaultSetting = { next: number; probability: number; delayMs: number };

export type CustomerWords =
  | { text: string; isFromAd?: boolean }
  | {
      location: { latitude: number; longitude: number; name: string | null; address: string | null };
    }
  | { reaction: { messageId: string; emoji: string | null } }
  | { choice: { messageId: string; choiceId: string } };

/** A file of the customer, with what WhatsApp calls it. */
export type CustomerFile = {
  file: Blob;
  fileName: string;
  kind: 'image' | 'video' | 'audio' | 'voice' | 'document';
};

/** Where words go: a business number, and the bubble they answer. */
export type Addressing = { phoneNumberId: string; replyToId: string | null };

export type SandboxState = {
  channels: PhoneChannel[];
  customers: PhoneCustomer[];
  faults: { faults: Record<string, FaultSetting> };
};

/** What came back. `off`: this server has no sandbox. `refused`: it will not do that. */
export type Answer<Value> =
  { kind: 'ok'; value: Value } | { kind: 'off' } | { kind: 'refused' } | { kind: 'unreachable' };

export const SANDBOX_API = '/sandbox-api';

/** Calls the sandbox. Never throws; a page instead of JSON counts as no sandbox. */
export async function callSandbox<Value>(path: string, init: RequestInit = {}): Promise<Answer<Value>> {
  try {
    const response = await fetch(`${SANDBOX_API}${path}`, { ...init, cache: 'no-store' });
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    if (response.ok && isJson) return { kind: 'ok', value: (await response.json()) as Value };
    if (response.status === 404 || response.ok) return { kind: 'off' };
    return response.status < 500 ? { kind: 'refused' } : { kind: 'unreachable' };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** A recording to send without a microphone; null when the sandbox does not answer. */
export async function fetchSampleVoice(): Promise<Blob | null> {
  const response = await fetch(`${SANDBOX_API}/samples/voice`).catch(() => null);
  return response?.ok ? await response.blob() : null;
}

/** A request with a JSON body. */
export function withJson(method: 'POST' | 'PUT', body: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** The upload of a file, with an optional caption. */
export function uploadOf(file: CustomerFile, caption: string, to: Addressing): RequestInit {
  const form = new FormData();
  form.set('file', file.file, file.fileName);
  form.set('kind', file.kind);
  form.set('phoneNumberId', to.phoneNumberId);
  if (caption !== '') form.set('caption', caption);
  if (to.replyToId !== null) form.set('replyToId', to.replyToId);
  return { method: 'POST', body: form };
}
