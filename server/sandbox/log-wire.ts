export interface WireExchange {
  id: number;
  at: number;
  /** `graph`: the business called us. `webhook`: we called the business. */
  direction: 'graph' | 'webhook';
  method: string;
  path: string;
  httpStatus: number | null;
  durationMs: number;
  request: string;
  response: string;
}

export interface WireLog {
  record(exchange: Omit<WireExchange, 'id'>): void;
  /** Newest first, with ids and numbers masked. */
  list(): WireExchange[];
  clear(): void;
}

const MAX_EXCHANGES = 200;
const MAX_BODY = 4_000;

/** The last 200 HTTP exchanges. Masked when read, not when written: load tests write far more than anyone reads. */
export function createWireLog(): WireLog {
  let exchanges: WireExchange[] = [];
  let nextId = 1;
  return {
    record(exchange) {
      const { request, response } = exchange;
      exchanges.push({
        ...exchange,
        id: nextId,
        request: request.slice(0, MAX_BODY),
        response: response.slice(0, MAX_BODY),
      });
      nextId += 1;
      if (exchanges.length > MAX_EXCHANGES * 2) exchanges = exchanges.slice(-MAX_EXCHANGES);
    },
    list() {
      return exchanges
        .slice(-MAX_EXCHANGES)
        .reverse()
        .map((exchange) => ({
          ...exchange,
          path: maskIds(exchange.path),
          request: maskIds(exchange.request),
          response: maskIds(exchange.response),
        }));
    },
    clear() {
      exchanges = [];
    },
  };
}

const PHONE_KEYS =
  /("(?:from|to|wa_id|recipient_id|input|phone|display_phone_number)"\s*:\s*")(\+?\d{3,5})\d+(\d{2}")/g;

/** Hides what would tell who it is: message ids (they contain the number), numbers, user ids, tokens in addresses. */
export function maskIds(text: string): string {
  return text
    .replace(/wamid\.[A-Za-z0-9+/=_-]*?([A-Za-z0-9+/=_-]{0,6})(?![A-Za-z0-9+/=_-])/g, 'wamid.…$1')
    .replace(PHONE_KEYS, '$1$2…$3')
    .replace(/\b([A-Z]{2})\.(\d{3})[A-Za-z0-9]{6,}/g, '$1.$2…')
    .replace(/(hash=)[^&"\s]+/g, '$1…');
}
