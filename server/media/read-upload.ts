/** The whole body in memory; null when it is larger than the limit, whatever its length header says. */
export async function readLimited(request: Request, limit: number): Promise<Buffer<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null;
  const parts: Uint8Array[] = [];
  let size = 0;
  if (request.body) {
    for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > limit) return null;
      parts.push(part);
    }
  }
  return Buffer.concat(parts);
}

/** How many uploads each may have under way: whole files are held in memory, and one may not bring the house down. */
export type Places = {
  /** Takes a place, and tells how to give it back; null when there is none left. */
  take: (who: string) => (() => void) | null;
};

export function createPlaces(atOnce: number): Places {
  const busy = new Map<string, number>();
  return {
    take(who) {
      const underWay = busy.get(who) ?? 0;
      if (underWay >= atOnce) return null;
      busy.set(who, underWay + 1);
      return () => {
        const left = (busy.get(who) ?? 1) - 1;
        if (left === 0) busy.delete(who);
        else busy.set(who, left);
      };
    },
  };
}
