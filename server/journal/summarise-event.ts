import { nameOf } from '../inbound/find-or-create-contact.ts';
import { scrubText } from '../log.ts';
import { classifyWhatsAppError } from '../providers/whatsapp/classify-error.ts';
import type { AccountItem, EventItem } from '../providers/whatsapp/event-item.ts';
import { parseWhatsAppEvent } from '../providers/whatsapp/parse-event.ts';
import { looseId, looseList, looseRecord } from '../providers/whatsapp/read-loosely.ts';

export type HeldKind = EventItem['kind'];

/** What one journal row holds, for a person. Names and notices are masked where a number may stand in them. */
export type EventSummary = {
  /** Whose number or account it is about, as the provider names them. */
  phoneNumberIds: string[];
  wabaIds: string[];
  /** How many pieces of each kind, most first. */
  holds: { kind: HeldKind; count: number }[];
  /** Who wrote or what became of it, when that is one thing: a name, a status. */
  about: string | null;
  /** What the provider says about our own account, in pieces the screen has words for; `text` is its own English. */
  notices: EventNotice[];
};

export type EventNotice = {
  severity: AccountItem['severity'];
  text: string;
  /** Of a notice about our account: what about, which number or template, what was decided. */
  account?: { topic: string; subject: string | null; verdict: string[] };
  /** Of an error: its reason, as the key of a sentence, and its code. */
  error?: { key: string; code: number | null };
};

const MOST_NOTICES = 5;
const LONGEST = 200;

/** Reads a stored body for its summary. Total: a body that is no JSON holds nothing. */
export function summariseEvent(body: Buffer, receivedAt: number): EventSummary {
  const json = readJson(body);
  const { items } = parseWhatsAppEvent(json, { receivedAt });
  const counts = new Map<HeldKind, number>();
  for (const item of items) {
    const weight = item.kind === 'history' ? item.messages.length : 1;
    counts.set(item.kind, (counts.get(item.kind) ?? 0) + weight);
  }
  const abouts = new Set(items.map(aboutOf));
  const [about = null] = abouts;
  return {
    ...originsOf(json),
    holds: [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count),
    about: abouts.size === 1 && about !== null ? shorten(about) : null,
    notices: items
      .flatMap((item) => noticeOf(item) ?? [])
      .slice(0, MOST_NOTICES)
      .map((notice) => ({ ...notice, text: shorten(notice.text) })),
  };
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** The numbers and accounts a body names, whether or not anything else in it can be read. */
function originsOf(json: unknown): { phoneNumberIds: string[]; wabaIds: string[] } {
  const entries = looseList(looseRecord(json)['entry']);
  const values = entries.flatMap((entry) => looseList(entry['changes'])).map((c) => looseRecord(c['value']));
  return {
    phoneNumberIds: present(values.map((v) => looseId(looseRecord(v['metadata'])['phone_number_id']))),
    wabaIds: present(entries.map((entry) => looseId(entry['id']))),
  };
}

function aboutOf(item: EventItem): string | null {
  switch (item.kind) {
    case 'message':
    case 'reaction':
    case 'edit':
    case 'revoke':
    case 'system':
      return nameOf(item.sender);
    case 'echo':
      return nameOf(item.recipient);
    case 'call':
    case 'userPreference':
      return nameOf(item.person);
    case 'status':
      return item.status;
    case 'ignored':
      return item.field;
    case 'history':
    case 'account':
    case 'valueError':
      return null;
  }
}

function noticeOf(item: EventItem): EventNotice | null {
  if (item.kind === 'account') {
    const { severity, topic, summary: text } = item;
    const subject = item.subject === null ? null : shorten(item.subject);
    return { severity, text, account: { topic, subject, verdict: item.verdict.map(shorten) } };
  }
  if (item.kind !== 'valueError') return null;
  const [first] = item.errors;
  const words = [first?.code, first?.title ?? first?.details].filter((part) => part != null);
  const code = first?.code ?? null;
  const { key } = classifyWhatsAppError({ httpStatus: null, code, details: first?.details ?? null });
  return { severity: 'warning', text: words.join(': '), error: { key, code } };
}

function present(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null);
}

function shorten(text: string): string {
  return scrubText(text).slice(0, LONGEST);
}
