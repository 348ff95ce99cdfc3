import type { IdentityKind } from '#schema/tables.gen.ts';

/** An identity of somebody, and the time it was theirs. Instants in ms. */
export type Holding = {
  kind: IdentityKind;
  value: string;
  contactId: string;
  firstSeenAt: number;
  retiredAt: number | null;
};

export type SenderDecision =
  | { kind: 'known'; contactId: string }
  /** Nobody we know. */
  | { kind: 'new' }
  /** The number has gone from `from` to somebody else; `contactId` null: to somebody we do not know. */
  | { kind: 'passedOn'; contactId: string | null; from: string }
  /** Who had the number before `holder`, and of whom we hear only now. `until`: instant in ms. */
  | { kind: 'hadItBefore'; contactId: string | null; holder: string; until: number };

const NUMBERS: readonly IdentityKind[] = ['whatsapp_id', 'phone'];
const USER_IDS: readonly IdentityKind[] = ['whatsapp_user_id', 'whatsapp_parent_user_id'];

/**
 * Who held the number when this was written? The one who has it, unless they were first seen with it later and another
 * still had it then.
 */
export function holderOfNumber(holdings: readonly Holding[], seenAt: number): Holding | undefined {
  const held = NUMBERS.flatMap((kind) => holdings.filter((h) => h.kind === kind));
  const current = held.find((h) => h.retiredAt === null);
  const then = held.find((h) => h.retiredAt !== null && h.retiredAt > seenAt);
  return current && (current.firstSeenAt <= seenAt || !then) ? current : then;
}

/** Who has the business-scoped id? */
export function ownerOfId(holdings: readonly Holding[]): Holding | undefined {
  const owned = USER_IDS.flatMap((kind) => holdings.filter((h) => h.kind === kind));
  return owned.find((h) => h.retiredAt === null) ?? owned[0];
}

/**
 * Who wrote this? `holdings` are the identities on record that the event names. A number can go to somebody else, a
 * business-scoped id cannot: where `isSomebodyElse` says that the id cannot be that of the number's holder, the number
 * has another owner, and their thread is another. Otherwise the number's history wins, and nothing is merged.
 */
export function decideSender(
  holdings: readonly Holding[],
  { seenAt, isSomebodyElse }: { seenAt: number; isSomebodyElse: boolean },
): SenderDecision {
  const holder = holderOfNumber(holdings, seenAt);
  const owner = ownerOfId(holdings);
  if (!holder) return owner ? { kind: 'known', contactId: owner.contactId } : { kind: 'new' };
  if (owner?.contactId === holder.contactId || !isSomebodyElse)
    return { kind: 'known', contactId: holder.contactId };
  const contactId = owner?.contactId ?? null;
  if (holder.retiredAt === null && holder.firstSeenAt <= seenAt)
    return { kind: 'passedOn', contactId, from: holder.contactId };
  return { kind: 'hadItBefore', contactId, holder: holder.contactId, until: holder.firstSeenAt };
}

/** An id of the contact who holds the number, as far as it can be compared. */
export type KnownId = { value: string; isCurrent: boolean; isSameAccount: boolean };

/**
 * Can this business-scoped id not be that of the contact with these? Only one that was seen on the same account, and is
 * still theirs, speaks against it. `areSame`: somebody said that the two are one person.
 */
export function isOfSomebodyElse(
  userId: string | undefined,
  { ids, areSame }: { ids: readonly KnownId[]; areSame: boolean },
): boolean {
  if (userId === undefined || areSame || ids.some(({ value }) => value === userId)) return false;
  return ids.some(({ isCurrent, isSameAccount }) => isCurrent && isSameAccount);
}
