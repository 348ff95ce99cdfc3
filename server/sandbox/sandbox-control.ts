import { catchUp } from './advance-status.ts';
import { findOrInventCustomer, hueOf, noteCustomerWrote } from './find-customer.ts';
import { inventedCustomers } from './invented-customers.ts';
import { inventedTemplates } from './invented-templates.ts';
import type { KeptState } from './keep-state.ts';
import { makeCustomerId, makeUserId } from './make-ids.ts';
import type { Faults } from './plan-faults.ts';
import { receiveFromCustomer, type CustomerSent, type CustomerWords } from './receive-from-customer.ts';
import { createState, putCustomer, type Presence, type SandboxCustomer } from './sandbox-state.ts';
import type { SandboxWorld } from './sandbox-world.ts';

export interface AddedCustomer {
  name: string;
  /** With or without plus; left out for someone whose number is hidden. */
  phone?: string | null;
  note?: string;
  avatarHue?: number;
  userId?: string | null;
}

/** What the program around the sandbox, and its tests, may do to it without HTTP. */
export interface SandboxControl {
  customers(): SandboxCustomer[];
  /** Registers contacts the business already has. Repeats change nothing but names and notes. */
  addCustomers(customers: AddedCustomer[]): void;
  /** A newcomer from the page; what is missing is made up. */
  addNewcomer(start: { name?: string; phone?: string; isNumberHidden?: boolean }): SandboxCustomer;
  /** The customer wrote at this instant (ms): on one number, or on all. Someone unknown becomes known. */
  openWindow(phone: string, at: number, phoneNumberId?: string): void;
  setPresence(customerId: string, presence: Presence): void;
  /** Writes as this customer, on the first number unless told. */
  sendAsCustomer(
    customerId: string,
    words: CustomerWords,
    options?: { phoneNumberId?: string; sentAt?: number },
  ): CustomerSent;
  setFaults(changes: Parameters<Faults['set']>[0]): void;
  clearFaults(): void;
  /** Back to the first morning; contacts and windows the program registered come back too. */
  reset(): void;
  /** Resolves when no status, webhook or retry is waiting. */
  idle(): Promise<void>;
}

interface Registered {
  customers: AddedCustomer[];
  windows: { phone: string; at: number; phoneNumberId: string | undefined }[];
}

export function createControl(world: SandboxWorld, kept: KeptState): SandboxControl {
  const registered: Registered = { customers: [], windows: [] };

  function addCustomer(added: AddedCustomer): void {
    const phone = added.phone?.replace(/\D/g, '') || null;
    const userId = added.userId ?? null;
    const key = phone ?? userId;
    if (key === null) return;
    const known =
      phone === null ? world.state.customerByUserId.get(key) : world.state.customerByPhone.get(phone);
    putCustomer(world.state, {
      id: known?.id ?? makeCustomerId(key),
      name: added.name,
      phone,
      userId: userId ?? known?.userId ?? null,
      username: known?.username ?? null,
      identityMode: known?.identityMode ?? (phone === null ? 'hiddenAbsent' : 'phone'),
      presence: known?.presence ?? 'online',
      avatarHue: added.avatarHue ?? known?.avatarHue ?? hueOf(key),
      note: added.note ?? known?.note ?? '',
      origin: known?.origin === 'invented' ? 'invented' : 'added',
      wroteAt: known?.wroteAt ?? {},
    });
  }

  function applyWindow({ phone, at, phoneNumberId }: Registered['windows'][number]): void {
    const customer = findOrInventCustomer(world, { phone });
    for (const channel of world.options.channels) {
      if (phoneNumberId !== undefined && channel.phoneNumberId !== phoneNumberId) continue;
      noteCustomerWrote(customer, { phoneNumberId: channel.phoneNumberId, at });
    }
  }

  const control: SandboxControl = {
    customers: () => [...world.state.customers.values()],
    addCustomers(customers) {
      registered.customers.push(...customers);
      for (const customer of customers) addCustomer(customer);
      world.changed();
    },
    addNewcomer({ name, phone, isNumberHidden = false }) {
      const number = phone ?? freePhone(world);
      const known = world.state.customerByPhone.get(number);
      if (known !== undefined) return known;
      const customer: SandboxCustomer = {
        id: makeCustomerId(number),
        name: name ?? 'Someone new',
        phone: number,
        userId: makeUserId(number),
        username: isNumberHidden ? `mteja${number.slice(-4)}` : null,
        identityMode: isNumberHidden ? 'hiddenAbsent' : 'phone',
        presence: 'online',
        avatarHue: hueOf(number),
        note: '',
        origin: 'new',
        wroteAt: {},
      };
      putCustomer(world.state, customer);
      world.events.publish({ type: 'customer', customerId: customer.id });
      world.changed();
      return customer;
    },
    openWindow(phone, at, phoneNumberId) {
      const digits = phone.replace(/\D/g, '');
      registered.windows.push({ phone: digits, at, phoneNumberId });
      if (registered.windows.length > 5_000) registered.windows.shift();
      applyWindow({ phone: digits, at, phoneNumberId });
      world.changed();
    },
    setPresence(customerId, presence) {
      const customer = world.state.customers.get(customerId);
      if (customer === undefined || customer.presence === presence) return;
      customer.presence = presence;
      world.events.publish({ type: 'customer', customerId });
      world.changed();
      catchUp(world, customer);
    },
    sendAsCustomer(customerId, words, { phoneNumberId, sentAt } = {}) {
      const customer = world.state.customers.get(customerId);
      const channel = world.channelOf(phoneNumberId);
      if (customer === undefined || channel === undefined)
        return { kind: 'impossible', reason: 'nobody there' };
      return receiveFromCustomer(world, { customer, channel, words, sentAt });
    },
    setFaults(changes) {
      world.faults.set(changes);
      world.events.publish({ type: 'faults' });
    },
    clearFaults() {
      world.faults.clear();
      world.events.publish({ type: 'faults' });
    },
    reset() {
      world.cancelTimers();
      kept.forget();
      Object.assign(world.state, createState());
      world.gate.clear();
      world.wire.clear();
      world.faults.clear();
      fillFirstMorning(world);
      for (const customer of registered.customers) addCustomer(customer);
      for (const opened of registered.windows) applyWindow(opened);
      world.events.publish({ type: 'reset' });
      world.changed();
    },
    idle: () => world.idle(),
  };
  return control;
}

/** The customers and templates every sandbox starts with. */
export function fillFirstMorning(world: SandboxWorld): void {
  for (const customer of inventedCustomers()) putCustomer(world.state, customer);
  world.state.templates = inventedTemplates();
}

function freePhone(world: SandboxWorld): string {
  for (let tail = 201; ; tail += 1) {
    const phone = `254700000${tail}`;
    if (!world.state.customerByPhone.has(phone)) return phone;
  }
}
