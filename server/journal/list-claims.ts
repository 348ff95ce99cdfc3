import type { DeliveryEvidence } from '#schema/domain/delivery-status.ts';
import { identityClaims } from '../inbound/find-or-create-contact.ts';
import { givenNumber } from '../inbound/given-number.ts';
import type { EventItem, Person } from '../providers/whatsapp/event-item.ts';

/** What a stretch of the journal speaks of: with it, what the journal made is told from what was made by hand. */
export type JournalClaims = {
  /** Provider ids of bubbles an event brings. */
  bubbles: Set<string>;
  /** Those of them that count as new work: what the customer wrote now, not imported history. */
  work: Set<string>;
  /** `kind:value` of every identity an event names. */
  identities: Set<string>;
  /** The same with the event's own time, `kind:value@ms`. */
  sightings: Set<string>;
  /** Instants in ms at which an identity changed by the provider's word, or may have: a number came with somebody's id, or a username. */
  changes: Set<number>;
  /** Provider ids of messages that a status, a reaction, an edit or a deletion is about. */
  targets: Set<string>;
  /** Ids of send attempts that statuses carry back to us. */
  attempts: Set<string>;
  /** `<provider id or attempt>|<evidence>@<ms>` of every delivery status. */
  steps: Set<string>;
  /** `<provider id>@<ms>` of every reaction. */
  reactions: Set<string>;
};

export function noClaims(): JournalClaims {
  return {
    bubbles: new Set(),
    work: new Set(),
    identities: new Set(),
    sightings: new Set(),
    changes: new Set(),
    targets: new Set(),
    attempts: new Set(),
    steps: new Set(),
    reactions: new Set(),
  };
}

/** Adds what one piece of an event speaks of. */
export function addClaims(claims: JournalClaims, item: EventItem): void {
  switch (item.kind) {
    case 'message':
      addBubble(claims, { ...item, person: item.sender });
      addIds(claims, givenNumber(item.content), item.sentAt);
      if (item.groupId === undefined) claims.work.add(item.providerMessageId);
      return;
    case 'echo':
      return addBubble(claims, { ...item, person: item.recipient });
    case 'history':
      for (const message of item.messages) addBubble(claims, message);
      return;
    case 'status':
      claims.targets.add(item.providerMessageId);
      claims.steps.add(stepKey(item.providerMessageId, item.status, item.at));
      if (item.opaque === undefined) return;
      claims.attempts.add(item.opaque);
      claims.steps.add(stepKey(item.opaque, item.status, item.at));
      return;
    case 'reaction':
      addPerson(claims, item.sender, item.sentAt);
      claims.targets.add(item.targetProviderMessageId);
      claims.reactions.add(`${item.targetProviderMessageId}@${item.sentAt}`);
      return;
    case 'edit':
    case 'revoke':
      addPerson(claims, item.sender, item.kind === 'edit' ? item.editedAt : item.revokedAt);
      claims.targets.add(item.originalProviderMessageId);
      return;
    case 'system':
      addPerson(claims, item.sender, item.sentAt);
      addPerson(claims, { ...item.becomes, waId: item.becomes.phone }, item.sentAt);
      claims.changes.add(item.sentAt);
      return;
    case 'call':
    case 'userPreference':
      return addPerson(claims, item.person, item.at);
    case 'account':
    case 'valueError':
    case 'ignored':
      return;
  }
}

/** The name of one delivery step; `played` is a way of having been read. */
export function stepKey(about: string, status: DeliveryEvidence | (string & {}), at: number): string {
  return `${about}|${status === 'played' ? 'read' : status}@${at}`;
}

function addBubble(
  claims: JournalClaims,
  bubble: { providerMessageId: string; sentAt: number; person: Person },
): void {
  claims.bubbles.add(bubble.providerMessageId);
  addPerson(claims, bubble.person, bubble.sentAt);
}

function addPerson(claims: JournalClaims, person: Person, at: number): void {
  if (person.phone !== undefined && person.userId !== undefined) claims.changes.add(at);
  addIds(claims, identityClaims(person), at);
  if (person.username === undefined) return;
  addIds(claims, [{ kind: 'whatsapp_username', value: person.username }], at);
  claims.changes.add(at);
}

function addIds(claims: JournalClaims, ids: readonly { kind: string; value: string }[], at: number): void {
  for (const { kind, value } of ids) {
    claims.identities.add(`${kind}:${value}`);
    claims.sightings.add(`${kind}:${value}@${at}`);
  }
}
