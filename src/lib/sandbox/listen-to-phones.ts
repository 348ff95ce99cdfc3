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

/** Hears what happens on the phones; the browser reconnects while the server is there. Returns the way to stop. */
export function listenToPhones({ onEvent, onBack, onLost }: PhoneListener): () => void {
  const stream = new EventSource(`${SANDBOX_API}/events`);
  let isFirst = true;
  stream.addEventListener('ready', () => {
    if (!isFirst) onBack();
    isFirst = false;
  });
  for (const type of EVENT_TYPES) {
    stream.addEventListener(type, (event: MessageEvent<string>) =>
      onEvent({ ...(JSON.parse(event.data) as Omit<PhoneEvent, 'type'>), type }),
    );
  }
  stream.onerror = () => onLost(stream.readyState === EventSource.CLOSED);
  return () => stream.close();
}
