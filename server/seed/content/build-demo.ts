import { CLOSED_SALES } from './closed-sales.ts';
import { CLOSED_SUPPORT } from './closed-support.ts';
import { DELIVERIES_OPEN } from './deliveries-open.ts';
import type { DemoConversation, DemoData } from './demo-data.ts';
import { atNairobi } from './nairobi-time.ts';
import { parseScripts, type Script } from './parse-script.ts';
import { CONTACTS, INBOXES, MEMBERS } from './people.ts';
import { SAVED_REPLIES, TEMPLATES } from './phrases.ts';
import { placeInTime } from './place-in-time.ts';
import { SALES_LONG } from './sales-long.ts';
import { SALES_OPEN } from './sales-open.ts';
import { SNOOZED } from './snoozed.ts';
import { SUPPORT_OPEN } from './support-open.ts';
import { tellActivities } from './tell-activities.ts';
import { tellMessages } from './tell-messages.ts';
import { varyDeliveries } from './vary-delivery.ts';

export type { DemoData } from './demo-data.ts';

/**
 * A month of Tandika Home as flat records, told relative to `now` (ms). The same `now` and the same ids give the
 * same records. Throws when a script names a contact, a file or a place that does not exist.
 */
export function buildDemo({ now, newId }: { now: number; newId: () => string }): DemoData {
  const source = [
    SALES_LONG,
    SALES_OPEN,
    SUPPORT_OPEN,
    DELIVERIES_OPEN,
    SNOOZED,
    CLOSED_SALES,
    CLOSED_SUPPORT,
    varyDeliveries(),
  ].join('\n');
  const conversations = parseScripts(source).map((script, index) =>
    buildConversation(script, index, now, newId),
  );
  return {
    members: MEMBERS,
    inboxes: INBOXES,
    contacts: CONTACTS,
    conversations,
    savedReplies: SAVED_REPLIES,
    templates: TEMPLATES,
  };
}

function buildConversation(
  script: Script,
  index: number,
  now: number,
  newId: () => string,
): DemoConversation {
  const contact = CONTACTS.find((one) => one.key === script.contact);
  if (!contact) throw new Error(`no contact named ${script.contact}`);
  const key = `${script.contact}-${script.inbox}-${index}`;
  const placed = placeInTime(script.lines, key, now);
  const snoozedUntilAt = script.until === null ? null : readUntil(script.until, now);
  return {
    key,
    contact: script.contact,
    inbox: script.inbox,
    assignee: script.assignee,
    status: script.status,
    snoozedUntilAt,
    closedReason: script.reason,
    priority: script.priority,
    messages: tellMessages(placed, { script, contact, now, newId }),
    activities: tellActivities(placed, script, snoozedUntilAt, now),
  };
}

function readUntil(until: string, now: number): number {
  const parts = /^\+(\d+) (\d\d):(\d\d)$/.exec(until);
  if (!parts) throw new Error(`a time nobody can read: ${until}`);
  return atNairobi(now, Number(parts[1]), Number(parts[2]), Number(parts[3]));
}
