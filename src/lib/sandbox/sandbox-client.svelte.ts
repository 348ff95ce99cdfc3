import { SvelteMap } from 'svelte/reactivity';
import { faultChange, type FaultMode, type FaultName } from './fault-switch.ts';
import { listenToPhones, type PhoneEvent } from './listen-to-phones.ts';
import { mergeChat, moveStatus } from './merge-chat.ts';
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
  /** Whose chat this page opened and set to read at once; leaving it sets them back. */
  const readsByUs = new Set<string>();
  /** Whose phone the person set by hand: opening their chat changes nothing then. */
  const setByHand = new Set<string>();
  let stopListening: (() => void) | null = null;
  let wireWatchers = 0;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function soon(name: string, delayMs: number, run: () => void): void {
    if (timers.has(name)) return;
    timers.set(
      name,
      setTimeout(() => {
        timers.delete(name);
        run();
      }, delayMs),
    );
  }

  async function load(): Promise<void> {
    const answer = await callSandbox<SandboxState>('/state');
    if (answer.kind !== 'ok') {
      standing = answer.kind === 'off' ? 'off' : 'unreachable';
      if (standing === 'unreachable') soon('load', RETRY_MS, () => void load());
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
  }

  function refresh(): void {
    soon('people', PEOPLE_PAUSE_MS, () => void loadPeople());
    if (wireWatchers > 0) soon('wire', WIRE_PAUSE_MS, () => void loadWire());
  }

  function listen(): void {
    stopListening ??= listenToPhones({
      onEvent: hear,
      onBack: () => void load(),
      onLost(isOver) {
        standing = 'unreachable';
        if (!isOver) return;
        stopListening?.();
        stopListening = null;
        soon('load', RETRY_MS, () => void load());
      },
    });
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
    readsByUs.clear();
    setByHand.clear();
    await load();
    refresh();
  }

  function replaceCustomer(next: PhoneCustomer): void {
    const isKnown = customers.some((customer) => customer.id === next.id);
    customers = isKnown
      ? customers.map((customer) => (customer.id === next.id ? next : customer))
      : [...customers, next];
  }

  async function putPresence(customerId: string, presence: Presence): Promise<void> {
    const answer = await callSandbox<PhoneCustomer>(
      `/customers/${customerId}/presence`,
      withJson('PUT', { presence }),
    );
    if (answer.kind === 'ok') replaceCustomer(answer.value);
  }

  /** Whoever has the chat in front of them reads what comes, unless their phone is off. */
  function settleOpen(): void {
    const open = customers.find((customer) => customer.id === openId);
    if (open?.presence !== 'online' || setByHand.has(open.id)) return;
    readsByUs.add(open.id);
    void putPresence(open.id, 'reads');
  }

  function leave(customerId: string, isLeavingPage = false): void {
    if (!readsByUs.delete(customerId)) return;
    if (!isLeavingPage) return void putPresence(customerId, 'online');
    const init = { ...withJson('PUT', { presence: 'online' }), keepalive: true };
    void callSandbox(`/customers/${customerId}/presence`, init);
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
        for (const timer of timers.values()) clearTimeout(timer);
        timers.clear();
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
      setByHand.add(customerId);
      readsByUs.delete(customerId);
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
