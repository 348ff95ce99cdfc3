import { refusalIn } from '#schema/errors.ts';

/** What came of asking: an answer, a refusal of the server, or nobody there. */
export type Asked<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'refused'; status: number; refusal: ReturnType<typeof refusalIn> }
  | { kind: 'unreachable' };

/** Asks our own server for JSON, signed in as whoever looks. With a body it is a change. Never throws. */
export async function askServer<T>(path: string, body?: unknown): Promise<Asked<T>> {
  try {
    const response = await fetch(path, {
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (response.ok) return { kind: 'ok', value: (await response.json()) as T };
    if (response.status >= 500) return { kind: 'unreachable' };
    return { kind: 'refused', status: response.status, refusal: await readRefusal(response) };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** Why the server said no, with whom it names; null where it gave no reason of ours. */
async function readRefusal(response: Response): Promise<ReturnType<typeof refusalIn>> {
  const said = (await response.json().catch(() => null)) as { code?: unknown; details?: object } | null;
  return refusalIn({ details: { ...said?.details, code: said?.code } });
}
