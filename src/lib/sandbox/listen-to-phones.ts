import { SANDBOX_API, type PhoneMessage, type PhoneStatus } from './sandbox-api.ts';

const EVENT_TYPES = ['message', 'status', 'typing', 'customer', 'faults', 'reset'] as const;

export type PhoneEvent = {
  type: (typeof EVENT_TYPES)[number];
  customerId?: string;
  message?: PhoneMessage | null;
  messageId?: string;
  status?: PhoneStatus;
  phoneNumberId?: string;
  until?: number;
};

export type PhoneListener = {
  onEvent(event: PhoneEvent): void;
  /** Connected again after a gap; what happened meanwhile must be asked for. */
  onBack(): void;
  /** The connection broke. `isOver`: it will not come back by itself, so listen anew. */
  onLost(isOver: boolean): void;
};

/** The server speaks every 15 s; longer silence is a line that hangs without saying so. */
const SILENCE_MS = 40_000;

/** Hears what happens on the phones; the browser reconnects while the server is there. Returns the way to stop. */
export function listenToPhones({ onEvent, onBack, onLost }: PhoneListener): () => void {
  const stream = new EventSource(`${SANDBOX_API}/events`);
  let isFirst = true;
  let watchdog = setTimeout(() => undefined, 0);

  function heard(): void {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => onLost(true), SILENCE_MS);
  }

  heard();
  stream.addEventListener('ping', heard);
  stream.addEventListener('ready', () => {
    heard();
    if (!isFirst) onBack();
    isFirst = false;
  });
  for (const type of EVENT_TYPES) {
    stream.addEventListener(type, (event: MessageEvent<string>) => {
      heard();
      onEvent({ ...(JSON.parse(event.data) as Omit<PhoneEvent, 'type'>), type });
    });
  }
  stream.onerror = () => onLost(stream.readyState === EventSource.CLOSED);
  return () => {
    clearTimeout(watchdog);
    stream.close();
  };
}
