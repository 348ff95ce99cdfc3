import type { WireExchange } from './sandbox-api.ts';

/** One exchange in a few words. `label` and `detail` are the protocol's own names; `result` is what came of it. */
export type WireLine = {
  id: number;
  at: number;
  direction: WireExchange['direction'];
  label: string;
  detail: string;
  httpStatus: number | null;
  /** The error code, or what the answer carried. */
  outcome: string;
  durationMs: number;
  /** The same event was told before. */
  isAgain: boolean;
  tone: 'quiet' | 'good' | 'bad';
};

/** Newest first in, newest first out. Bodies may be cut off, so they are searched rather than parsed. */
export function wireLines(exchanges: readonly WireExchange[]): WireLine[] {
  const told = new Set<string>();
  const lines = [...exchanges].reverse().map((exchange) => {
    const isAgain = exchange.direction === 'webhook' && told.has(exchange.request);
    if (exchange.direction === 'webhook') told.add(exchange.request);
    return exchange.direction === 'webhook' ? webhookLine(exchange, isAgain) : graphLine(exchange);
  });
  return lines.reverse();
}

function webhookLine(exchange: WireExchange, isAgain: boolean): WireLine {
  const isGood = exchange.httpStatus === 200;
  return {
    ...lineOf(exchange),
    ...eventOf(exchange.request),
    outcome: '',
    isAgain,
    tone: !isGood ? 'bad' : isAgain ? 'quiet' : 'good',
  };
}

function eventOf(body: string): { label: string; detail: string } {
  const status = /"statuses":\s*\[.*?"status":\s*"(\w+)"/s.exec(body)?.[1];
  if (status !== undefined) return { label: 'status', detail: status };
  const type = /"messages":\s*\[.*?"type":\s*"(\w+)"/s.exec(body)?.[1];
  if (type !== undefined) return { label: 'message', detail: type };
  const event = /"event":\s*"(\w+)"/.exec(body)?.[1];
  return { label: /"field":\s*"(\w+)"/.exec(body)?.[1] ?? 'event', detail: event ?? '' };
}

function graphLine(exchange: WireExchange): WireLine {
  const isGood = exchange.httpStatus !== null && exchange.httpStatus < 400;
  const code = isGood ? undefined : /"code":\s*(\d+)/.exec(exchange.response)?.[1];
  const carries = isGood && exchange.response.includes('wamid.') ? 'wamid' : '';
  return {
    ...lineOf(exchange),
    label: `${exchange.method} ${placeOf(exchange.path)}`,
    detail: requestKind(exchange.request),
    outcome: code ?? carries,
    isAgain: false,
    tone: isGood ? 'quiet' : 'bad',
  };
}

function placeOf(path: string): string {
  const parts = (path.split('?')[0] ?? '')
    .split('/')
    .filter((part) => part !== '' && !/^v\d+\.\d+$/.test(part));
  if (parts[0] === 'files') return 'file';
  return parts.find((part) => /^[a-z_]+$/.test(part)) ?? 'object';
}

function requestKind(body: string): string {
  if (/"typing_indicator"/.test(body)) return 'typing';
  if (/"status":\s*"read"/.test(body)) return 'read';
  return /"type":\s*"(\w+)"/.exec(body)?.[1] ?? '';
}

function lineOf(
  exchange: WireExchange,
): Pick<WireLine, 'id' | 'at' | 'direction' | 'httpStatus' | 'durationMs'> {
  const { id, at, direction, httpStatus, durationMs } = exchange;
  return { id, at, direction, httpStatus, durationMs };
}

/** A body for reading: indented when it is whole JSON, as it came when it is not. */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
