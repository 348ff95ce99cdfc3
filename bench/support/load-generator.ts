import { createHash } from 'node:crypto';
import { signBody } from '#server/providers/whatsapp/verify-signature.ts';
import { answerParent } from './fork-part.ts';
import { openSocket } from './keep-alive-socket.ts';
import type { KeepAliveSocket } from './keep-alive-socket.ts';
import { customerDigits, customerName } from './make-history.ts';
import { arrivalTimes } from './random.ts';
import { summarise } from './summarise.ts';
import type { Latency } from './summarise.ts';
import { whatsappBody } from './whatsapp-body.ts';

/** What to send where. `perSecond` null: as fast as the connections turn round. */
export type Load = {
  port: number;
  path: string;
  appSecret: string;
  perSecond: number | null;
  seconds: number;
  connections: number;
  /** Makes every body of the whole bench unlike any other. */
  runId: string;
  seed: number;
};

export type LoadResult = {
  latency: Latency;
  /** Acknowledged per second over the measured stretch. */
  perSecond: number;
  /** SHA-256 of each acknowledged body, one after another. */
  acknowledged: Buffer;
  refused: number;
  cpuSeconds: number;
  wallSeconds: number;
};

const BODY_BYTES = 1024;
const CUSTOMERS = 2_000;
const GRACE_MS = 10_000;
/** More than any closed loop here gets through; signing on the fly would cost time that is being measured. */
const CLOSED_PER_SECOND = 6_000;

type Prepared = { request: Buffer; hash: Buffer };

function prepare(load: Load, n: number, sentAt: number): Prepared {
  const customer = 1 + (n % CUSTOMERS);
  const body = whatsappBody({
    from: customerDigits(customer),
    name: customerName(customer),
    id: `wamid.${load.runId}.${n}`,
    text: `Habari ${load.runId} ${n}`,
    sentAt,
    size: BODY_BYTES,
  });
  const head = [
    `POST ${load.path} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json',
    `x-hub-signature-256: ${signBody(body, load.appSecret)}`,
    `content-length: ${body.length}`,
  ].join('\r\n');
  return {
    request: Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]),
    hash: createHash('sha256').update(body).digest(),
  };
}

async function run(load: Load): Promise<LoadResult> {
  const isOpen = load.perSecond !== null;
  const count = Math.ceil((load.perSecond ?? CLOSED_PER_SECOND) * load.seconds);
  const sentAt = Date.now();
  const all = Array.from({ length: count }, (_, n) => prepare(load, n, sentAt));
  const due = isOpen ? arrivalTimes(load.perSecond!, count, load.seed) : null;
  const latencies: number[] = [];
  const acknowledged: Buffer[] = [];
  const free: number[] = [];
  const sockets: KeepAliveSocket[] = [];
  const under: number[] = [];
  const startedOf = new Float64Array(count);
  let next = 0;
  let answered = 0;
  let refused = 0;
  let lastAt = 0;
  let isOver = false;
  let finish: () => void = () => undefined;

  for (let i = 0; i < load.connections; i++) {
    sockets.push(
      await openSocket(load.port, (status) => {
        const n = under[i]!;
        answered++;
        lastAt = performance.now();
        if (status === 200) {
          latencies.push(lastAt - startedOf[n]!);
          acknowledged.push(all[n]!.hash);
        } else refused++;
        if (status !== null) free.push(i);
        pump();
      }),
    );
    free.push(i);
  }

  const cpu = process.cpuUsage();
  const startAt = performance.now();
  const endAt = startAt + load.seconds * 1000;

  function pump(): void {
    const now = performance.now();
    if (!isOpen && now >= endAt) isOver = true;
    while (free.length > 0 && next < count && !isOver) {
      if (due && startAt + due[next]! > now) break;
      const i = free.pop()!;
      // Late or not, an arrival counts from when it was due.
      startedOf[next] = due ? startAt + due[next]! : now;
      under[i] = next;
      sockets[i]!.send(all[next]!.request);
      next++;
    }
    if (answered === next && (isOver || next === count)) finish();
  }

  const timer = setInterval(pump, 1);
  await new Promise<void>((resolve) => {
    finish = resolve;
    setTimeout(resolve, load.seconds * 1000 + GRACE_MS);
    pump();
  });
  clearInterval(timer);
  const used = process.cpuUsage(cpu);
  const wallSeconds = (performance.now() - startAt) / 1000;
  for (const socket of sockets) socket.close();
  const sent = isOpen ? count : next;
  return {
    latency: summarise(latencies, sent - latencies.length),
    perSecond: latencies.length / Math.max(0.001, (lastAt - startAt) / 1000),
    acknowledged: Buffer.concat(acknowledged),
    refused,
    cpuSeconds: (used.user + used.system) / 1e6,
    wallSeconds,
  };
}

answerParent<Load>(run);
