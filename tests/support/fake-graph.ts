import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type GraphCall = {
  path: string;
  authorization: string;
  body: { to?: string; text?: { body: string }; biz_opaque_callback_data?: string; [key: string]: unknown };
};

/** A file that was handed over. */
export type GraphUpload = { path: string; size: number };

/** How the next calls are answered, in order; the last one stays. */
export type GraphAnswer =
  /**
   * `messageStatus`: what the answer says of a template, as `held_for_quality_assessment`. `isSlow`: it waits until
   * `release` is called.
   */
  | { kind: 'accepted'; messageStatus?: string; isSlow?: boolean }
  | { kind: 'error'; httpStatus: number; code: number }
  /** Takes the message and hangs up before it answers. */
  | { kind: 'hangUp' }
  /** A gateway that may have passed it on. */
  | { kind: 'gateway'; httpStatus: number }
  /** Holds its answer until `release` is called. */
  | { kind: 'wait' };

export type FakeGraph = {
  apiUrl: string;
  calls: GraphCall[];
  /** Files handed over, answered `media.<n>`; refused with this code while one is set. */
  uploads: GraphUpload[];
  refuseUploads: (refusal: { httpStatus: number; code: number } | null) => void;
  answer: (...answers: GraphAnswer[]) => void;
  release: () => void;
  /** Resolves when this many calls have come in all. */
  hasHeard: (count: number) => Promise<void>;
  close: () => Promise<void>;
};

/** A provider that does as it is told, on loopback. Message ids are `wamid.sent.<n>`, n from 1. */
export async function startFakeGraph(): Promise<FakeGraph> {
  const calls: GraphCall[] = [];
  const uploads: GraphUpload[] = [];
  let uploadRefusal: { httpStatus: number; code: number } | null = null;
  let answers: GraphAnswer[] = [{ kind: 'accepted' }];
  let held: (() => void)[] = [];
  let listeners: (() => void)[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (request.url?.endsWith('/media')) {
      response.setHeader('content-type', 'application/json');
      if (uploadRefusal) {
        const error = { message: 'no', code: uploadRefusal.code, error_data: { details: 'told to refuse' } };
        return void response.writeHead(uploadRefusal.httpStatus).end(JSON.stringify({ error }));
      }
      uploads.push({ path: request.url, size: Buffer.concat(parts).length });
      return void response.end(JSON.stringify({ id: `media.${uploads.length}` }));
    }
    calls.push({
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      body: JSON.parse(Buffer.concat(parts).toString('utf8') || '{}') as GraphCall['body'],
    });
    const n = calls.length;
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    for (const listener of listeners.splice(0)) listener();
    if (answer.kind === 'wait' || (answer.kind === 'accepted' && answer.isSlow))
      await new Promise<void>((resolve) => held.push(resolve));
    if (answer.kind === 'hangUp') return void request.socket.destroy();
    response.setHeader('content-type', 'application/json');
    if (answer.kind === 'gateway') {
      response.setHeader('content-type', 'text/html');
      response.writeHead(answer.httpStatus).end('<h1>Bad gateway</h1>');
      return;
    }
    if (answer.kind === 'error') {
      const error = { message: 'no', code: answer.code, error_data: { details: 'told to refuse' } };
      response.writeHead(answer.httpStatus).end(JSON.stringify({ error }));
      return;
    }
    const to = calls[n - 1]!.body.to ?? '';
    const word =
      answer.kind === 'accepted' && answer.messageStatus ? { message_status: answer.messageStatus } : {};
    response.end(
      JSON.stringify({
        contacts: [{ input: to, wa_id: to }],
        messages: [{ id: `wamid.sent.${n}`, ...word }],
      }),
    );
  }

  const server: Server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/v25.0`,
    calls,
    uploads,
    refuseUploads: (refusal) => {
      uploadRefusal = refusal;
    },
    answer: (...next) => {
      answers = next;
    },
    release: () => {
      for (const go of held) go();
      held = [];
    },
    async hasHeard(count) {
      while (calls.length < count) await new Promise<void>((resolve) => listeners.push(resolve));
    },
    close: () => {
      server.closeAllConnections();
      listeners = [];
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
