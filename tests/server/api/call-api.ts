import type { Hono } from 'hono';
import { createApiKey, SCOPES } from '#server/api/api-key.ts';
import type { Scope } from '#server/api/api-key.ts';
import type { Queryable } from '#server/queue.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';

export type ApiAnswer<T> = { status: number; headers: Headers; body: T; text: string };

type Json = Record<string, unknown>;

export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: { path: string; message: string }[];
} & Json;

export type ApiCaller = {
  key: string;
  get: <T = Json>(path: string) => Promise<ApiAnswer<T>>;
  post: <T = Json>(path: string, body: unknown, headers?: Record<string, string>) => Promise<ApiAnswer<T>>;
  patch: <T = Json>(path: string, body: unknown) => Promise<ApiAnswer<T>>;
};

/** Somebody outside who calls the app with one key. */
export function callWith(app: Hono, key: string): ApiCaller {
  async function call<T>(
    path: string,
    method: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<T>> {
    const response = await app.request(`/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text) as T, text };
  }
  return {
    key,
    get: (path) => call(path, 'GET'),
    post: (path, body, headers) => call(path, 'POST', body, headers),
    patch: (path, body) => call(path, 'PATCH', body),
  };
}

/** A key of a workspace in the hands of an outside system. */
export async function makeCaller(
  { app, db }: { app: Hono; db: Queryable },
  workspace: TestWorkspace,
  { scopes = SCOPES, name = 'Order system' }: { scopes?: readonly Scope[]; name?: string } = {},
): Promise<ApiCaller> {
  const { key } = await createApiKey(db, { workspaceId: workspace.id, name, scopes });
  return callWith(app, key);
}
