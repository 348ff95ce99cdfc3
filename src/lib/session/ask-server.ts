/** What came of asking: an answer, a refusal of the server, or nobody there. */
export type Asked<T> =
  { kind: 'ok'; value: T } | { kind: 'refused'; status: number } | { kind: 'unreachable' };

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
    return response.status >= 500 ? { kind: 'unreachable' } : { kind: 'refused', status: response.status };
  } catch {
    return { kind: 'unreachable' };
  }
}
