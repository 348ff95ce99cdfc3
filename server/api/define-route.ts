import { z } from 'zod';
import type { BlobStore } from '../media/blob-store.ts';
import type { Queryable } from '../queue.ts';
import type { Caller, Scope } from './api-key.ts';
import type { ProblemCode } from './problem.ts';
import type { GivenFile } from './read-file.ts';
import { readBody, readQuery } from './read-request.ts';

type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Name]: string } & ParamsOf<Rest>
  : unknown;

/** What a handler knows: checked values, who asks, and the connection (a transaction for everything that writes). */
export type Asked<Params, Query, Body> = {
  db: Queryable;
  /** Where files lie. */
  blobs: BlobStore;
  /** What was sent to an address that takes a file. */
  file: GivenFile | null;
  caller: Caller;
  /** Instant in ms. */
  now: number;
  params: Params;
  query: Query;
  body: Body;
};

/** The parts of a request before their check. */
export type RawAsked = {
  blobs: BlobStore;
  file: GivenFile | null;
  caller: Caller;
  now: number;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
};

type Words = {
  scope: Scope;
  tag: string;
  summary: string;
  description?: string;
  /** Beside the ones every route can answer with. */
  problems?: readonly ProblemCode[];
  /** The body is a file, not JSON. */
  takesFile?: boolean;
};

/** One address and method, ready to be served and to be described. */
export type Route = Words & {
  method: 'get' | 'post' | 'patch';
  path: string;
  query: z.ZodObject;
  body: z.ZodType | null;
  answer: { status: 200 | 201 | 202; schema: z.ZodType; description: string };
  /** Checks the request and returns the work to do on a connection. Throws a problem when the check fails. */
  prepare: (raw: RawAsked) => (db: Queryable) => Promise<unknown>;
};

const nothing = z.strictObject({});

/**
 * Says once what a route takes, gives and does: the same schemas check requests and write the OpenAPI document. Parameters
 * of the path are ids; one that cannot be an id is not found.
 */
export function defineRoute<
  const Path extends string,
  Answer extends z.ZodType,
  Query extends z.ZodObject = typeof nothing,
  Body extends z.ZodType = z.ZodNull,
>(
  route: Words & {
    method: Route['method'];
    path: Path;
    query?: Query;
    body?: Body;
    answer: { status: 200 | 201 | 202; schema: Answer; description: string };
    handle: (asked: Asked<ParamsOf<Path>, z.output<Query>, z.output<Body>>) => Promise<z.input<Answer>>;
  },
): Route {
  const query: z.ZodObject = route.query ?? nothing;
  const body = route.body ?? null;
  return {
    ...route,
    query,
    body,
    prepare: (raw) => {
      const checked = {
        blobs: raw.blobs,
        file: raw.file,
        caller: raw.caller,
        now: raw.now,
        params: raw.params as ParamsOf<Path>,
        query: readQuery(query, raw.query) as z.output<Query>,
        body: (body ? readBody(body, raw.body) : null) as z.output<Body>,
      };
      return (db) => route.handle({ ...checked, db });
    },
  };
}
