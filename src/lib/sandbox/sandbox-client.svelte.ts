import { SvelteMap } from 'svelte/reactivity';
import { faultChange, type FaultMode, type FaultName } from './fault-switch.ts';
import { listenToPhones, type PhoneEvent } from './listen-to-phones.ts';
import { mergeChat, moveStatus } from './merge-chat.ts';
import { createPresenceRule } from './presence-rule.ts';
import { createSoon } from './run-soon.ts';
import {
  callSandbox,
  uploadOf,
  withJson,
  type Addressing,
  type Answer,
  type CustomerFile,
  type CustomerWords,
  type FaultSetting,
  type PhoneChannel,
  type PhoneCustomer,
  type PhoneMessage,
  type Presence,
  type SandboxState,
  type WireExchange,
} from './sandbox-api.ts';

/** `off`: this server has no sandbox. `unreachable`: the connection is gone; it is tried again by itself. */
export type SandboxStanding = 'loading' | 'ready' | 'off' | 'unreachable';

const RETRY_MS = 2_000;
const PEOPLE_PAUSE_MS = 120;
const WIRE_PAUSE_MS = 400;
const WIRE_POLL_MS = 5_000;

/** The phones of the sandbox, live. One per page: `start` it when the page opens, `stop` when it leaves. */
export function createSandboxClient() {
  let standing = $state<SandboxStanding>('loading');
  let channels = $state.raw<PhoneChannel[]>([]);
  let customers = $state.raw<PhoneCustomer[]>([]);
  let chat = $state.raw<PhoneMessage[]>([]);
  let isChatLoaded = $state(false);
  let openId = $state<string | null>(null);
  let wire = $state.raw<WireExchange[]>([]);
  let faults = $state.raw<Record<string, FaultSetting>>({});
  /** Until when the business is typing, ms, by customer and number. */
  const typing = new SvelteMap<string, number>();
  const presenceRule = createPresenceRule();
  const soon = createSoon();
  let stopListening: (() => void) | null = null;
  let wireWatchers = 0;

  async function load(): Promise<void> {
    const answer = await callSandbox<SandboxState>('/state');
    if (answer.kind !== 'ok') {
      if (answer.kind === 'off') standing = 'off';
      else startAgain();
      return;
    }
    channels = answer.value.channels;
    customers = answer.value.customers;
    faults = answer.value.faults.faults;
    standing = 'ready';
    listen();
    if (openId !== null) {
      settleOpen();
      await loadChat(openId);
    }
  }

  async function loadPeople(): Promise<void> {
    const answer = await callSandbox<{ items: PhoneCustomer[] }>('/customers');
    if (answer.kind === 'ok') customers = answer.value.items;
    if (answer.kind === 'unreachable') startAgain();
  }

  async function loadChat(customerId: string): Promise<void> {
    const answer = await callSandbox<{ items: PhoneMessage[] }>(`/customers/${customerId}/messages`);
    if (openId !== customerId) return;
    if (answer.kind === 'ok') chat = mergeChat(chat, answer.value.items);
    isChatLoaded = true;
  }

  async function loadWire(): Promise<void> {
    const [exchanges, switches] = await Promise.all([
      callSandbox<{ items: WireExchange[] }>('/wire'),
      callSandbox<{ faults: Record<string, FaultSetting> }>('/faults'),
    ]);
    if (exchanges.kind === 'ok') wire = exchanges.value.items;
    if (switches.kind === 'ok') faults = switches.value.faults;
    if (exchanges.kind === 'unreachable') startAgain();
  }

  function refresh(): void {
    soon.run('people', PEOPLE_PAUSE_MS, () => void loadPeople());
    if (wireWatchers > 0) soon.run('wire', WIRE_PAUSE_MS, () => void loadWire());
  }

  function listen(): void {
    stopListening ??= listenToPhones({
      onEvent: hear,
      onBack: () => void load(),
      onLost: (isOver) => (isOver ? startAgain() : (standing = 'unreachable')),
    });
  }

  /** The line is gone, or hangs: listen anew once the sandbox answers. */
  function startAgain(): void {
    standing = 'unreachable';
    stopListening?.();
    stopListening = null;
    soon.run('load', RETRY_MS, () => void load());
  }

  function hear(event: PhoneEvent): void {
    const { type, message, messageId, status } = event;
    if (type === 'reset') return void startAfresh();
    if (type === 'typing' && event.customerId !== undefined)
      typing.set(typingKey(event.customerId, event.phoneNumberId ?? ''), event.until ?? 0);
    if (type === 'message' && message) {
      if (message.direction === 'toCustomer')
        typing.delete(typingKey(message.customerId, message.phoneNumberId));
      if (message.customerId === openId) chat = mergeChat(chat, [message]);
    }
    if (type === 'status' && messageId !== undefined && status !== undefined)
      chat = moveStatus(chat, messageId, status);
    refresh();
  }

  async function startAfresh(): Promise<void> {
    chat = [];
    wire = [];
    typing.clear();
    presenceRule.forget();
    await load();
    refresh();
  }

  function replaceCustomer(next: PhoneCustomer): void {
    const isKnown = customers.some((customer) => customer.id === next.id);
    customers = isKnown
      ? customers.map((customer) => (customer.id === next.id ? next : customer))
      : [...customers, next];
  }

  /** `keepalive`: the request outlives the page. */
  async function putPresence(customerId: string, presence: Presence, keepalive = false): Promise<void> {
    const init = { ...withJson('PUT', { presence }), keepalive };
    const answer = await callSandbox<PhoneCustomer>(`/customers/${customerId}/presence`, init);
    if (answer.kind === 'ok') replaceCustomer(answer.value);
  }

  function settleOpen(): void {
    const open = customers.find((customer) => customer.id === openId);
    const presence = open === undefined ? null : presenceRule.onOpen(open);
    if (open !== undefined && presence !== null) void putPresence(open.id, presence);
  }

  function leave(customerId: string, isLeavingPage = false): void {
    const presence = presenceRule.onLeave(customerId);
    if (presence !== null) void putPresence(customerId, presence, isLeavingPage);
  }

  async function send(words: CustomerWords, to: Addressing): Promise<Answer<unknown>> {
    return await post(withJson('POST', { ...words, ...to }));
  }

  async function post(init: RequestInit): Promise<Answer<unknown>> {
    const customerId = openId;
    if (customerId === null) return { kind: 'refused' };
    const answer = await callSandbox<{ message: PhoneMessage | null }>(
      `/customers/${customerId}/messages`,
      init,
    );
    if (answer.kind === 'ok' && answer.value.message !== null && openId === customerId)
      chat = mergeChat(chat, [answer.value.message]);
    if (answer.kind === 'unreachable') startAgain();
    return answer;
  }

  function onPageHide(): void {
    if (openId !== null) leave(openId, true);
  }

  function onPageShow(event: PageTransitionEvent): void {
    if (event.persisted) settleOpen();
  }

  return {
    get standing(): SandboxStanding {
      return standing;
    },
    get channels(): PhoneChannel[] {
      return channels;
    },
    get customers(): PhoneCustomer[] {
      return customers;
    },
    /** The open chat, over all numbers of the business. */
    get chat(): PhoneMessage[] {
      return chat;
    },
    get isChatLoaded(): boolean {
      return isChatLoaded;
    },
    get open(): PhoneCustomer | null {
      return customers.find((customer) => customer.id === openId) ?? null;
    },
    get wire(): WireExchange[] {
      return wire;
    },
    get faults(): Record<string, FaultSetting> {
      return faults;
    },
    /** Until when the business types to this customer, ms. */
    typingUntil(customerId: string, phoneNumberId: string): number {
      return typing.get(typingKey(customerId, phoneNumberId)) ?? 0;
    },
    /** Begins to load and to listen; the returned function ends it. */
    start(): () => void {
      addEventListener('pagehide', onPageHide);
      addEventListener('pageshow', onPageShow);
      void load();
      return () => {
        removeEventListener('pagehide', onPageHide);
        removeEventListener('pageshow', onPageShow);
        if (openId !== null) leave(openId);
        stopListening?.();
        stopListening = null;
        soon.cancel();
      };
    },
    /** Takes up this customer's phone; null puts it down. */
    choose(customerId: string | null): void {
      if (customerId === openId) return;
      if (openId !== null) leave(openId);
      openId = customerId;
      chat = [];
      isChatLoaded = false;
      if (customerId === null) return;
      settleOpen();
      void loadChat(customerId);
    },
    /** Sets a phone by hand. */
    async setPresence(customerId: string, presence: Presence): Promise<void> {
      presenceRule.onSetByHand(customerId);
      await putPresence(customerId, presence);
    },
    /** Adds someone to "Who are you"; null when the sandbox would not. */
    async addCustomer(start: {
      name?: string;
      phone?: string;
      isNumberHidden: boolean;
    }): Promise<PhoneCustomer | null> {
      const answer = await callSandbox<PhoneCustomer>('/customers', withJson('POST', start));
      if (answer.kind !== 'ok') return null;
      replaceCustomer(answer.value);
      return answer.value;
    },
    send,
    /** Sends a file as the open customer. */
    async sendFile(file: CustomerFile, caption: string, to: Addressing): Promise<Answer<unknown>> {
      return await post(uploadOf(file, caption, to));
    },
    /** The customer listened to a voice note. */
    async markPlayed(messageId: string): Promise<void> {
      await callSandbox(`/messages/${encodeURIComponent(messageId)}/played`, { method: 'POST' });
    },
    /** Keeps wire and faults fresh while someone looks at them. */
    watchWire(): () => void {
      wireWatchers += 1;
      void loadWire();
      const timer = setInterval(() => {
        // Refusals and counted-down faults raise no event of their own.
        if (document.visibilityState === 'visible' && standing === 'ready') void loadWire();
      }, WIRE_POLL_MS);
      return () => {
        wireWatchers -= 1;
        clearInterval(timer);
      };
    },
    /** Makes one thing go wrong, once or always; null ends it. */
    async setFault(name: FaultName, mode: FaultMode | null): Promise<void> {
      const change = { faults: { [name]: faultChange(name, mode) } };
      const answer = await callSandbox<{ faults: Record<string, FaultSetting> }>(
        '/faults',
        withJson('PUT', change),
      );
      if (answer.kind === 'ok') faults = answer.value.faults;
    },
    async clearFaults(): Promise<void> {
      const answer = await callSandbox<{ faults: Record<string, FaultSetting> }>('/faults', {
        method: 'DELETE',
      });
      if (answer.kind === 'ok') faults = answer.value.faults;
    },
    /** Back to the first morning, for everyone who has this page open. */
    async reset(): Promise<void> {
      await callSandbox('/reset', { method: 'POST' });
    },
  };
}

export type SandboxClient = ReturnType<typeof createSandboxClient>;

function typingKey(customerId: string, phoneNumberId: string): string {
  return `${customerId} ${phoneNumberId}`;
}
