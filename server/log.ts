import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

const secretKey =
  /^(password|passwd|secret|.*secret|.*token|.*api_?key|authorization|cookie|set-cookie|passkey|encryptionkey|.*password|databaseurl|database_url)$/i;

// A UUID is matched first so that its all-digit parts are not taken for a phone number.
const sensitive =
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\bwamid\.[\w+/=-]+|(?<!\d)\+?\d{9,15}(?!\d)|(?<=:\/\/)[^\s:@/]+:[^\s@/]+(?=@)|(?<=\/join\/)[\w-]{20,}/gi;

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const deepest = 8;

/** Text without what a log must not keep: phone numbers, provider message ids (they contain one), URL passwords, links to join. */
export function scrubText(text: string): string {
  return text.replace(sensitive, (found) => {
    if (/^wamid\./i.test(found)) return `wamid.•••${found.slice(-4)}`;
    if (/^\+?\d+$/.test(found)) return maskPhone(found);
    if (found.includes(':')) return '•••:•••';
    return isUuid.test(found) ? found : '•••';
  });
}

/** A log entry's fields, scrubbed at any depth; secrets by the name of their key. */
export function scrubFields(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[deep]';
  if (value instanceof Error) return scrubError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => scrubFields(item, depth + 1));
  const scrubbed: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    scrubbed[key] = secretKey.test(key) && inner ? '[redacted]' : scrubFields(inner, depth + 1);
  }
  return scrubbed;
}

/** A logger that writes one JSON line per entry, scrubbed, to stdout or to the stream given. */
export function createLog(options: { name: string; level: string; stream?: DestinationStream }): Log {
  const root = pino(
    {
      name: options.name,
      level: options.level,
      base: { name: options.name, pid: process.pid },
      formatters: { log: scrubRecord },
      // Errors are already plain and scrubbed when pino would serialise them.
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          const [first] = args as unknown[];
          if (first instanceof Error && args.length === 1) {
            return method.apply(this, [{ err: first }, scrubText(first.message)]);
          }
          const scrubbed = args.map((arg) => (typeof arg === 'string' ? scrubText(arg) : arg));
          method.apply(this, scrubbed as typeof args);
        },
      },
    },
    options.stream ?? pino.destination({ dest: 1, sync: true }),
  );
  // Children inherit this; pino has no hook of its own for what is bound to them.
  const bind = root.child;
  root.child = function child(this: Log, bindings: Record<string, unknown>, childOptions?: object) {
    return bind.call(this, scrubRecord(bindings), childOptions);
  } as typeof root.child;
  return root;
}

/** The logger of this process. Programs set `log.level = env.logLevel` once, at start. */
export const log: Log = createLog({ name: 'kazi', level: 'warn' });

/** Says something to the person at the terminal. */
export function say(text: string): void {
  console.log(text);
}

/** Says what went wrong to the person at the terminal. */
export function sayError(text: string): void {
  console.error(text);
}

function scrubRecord(fields: Record<string, unknown>): Record<string, unknown> {
  return scrubFields(fields) as Record<string, unknown>;
}

/** `+254712345678` → `+2547•••78`: enough to recognise one's own number, not enough to learn another's. */
function maskPhone(digits: string): string {
  const kept = digits.startsWith('+') ? 5 : 4;
  return `${digits.slice(0, kept)}•••${digits.slice(-2)}`;
}

function scrubError(error: Error, depth: number): Record<string, unknown> {
  const extra = Object.fromEntries(Object.entries(error).filter(([key]) => key !== 'cause'));
  return {
    type: error.name,
    message: scrubText(error.message),
    stack: error.stack === undefined ? undefined : scrubText(error.stack),
    ...(error.cause === undefined ? {} : { cause: scrubFields(error.cause, depth + 1) }),
    ...(scrubFields(extra, depth + 1) as Record<string, unknown>),
  };
}
