import type { MiddlewareHandler } from 'hono';

// Machines come with a key of their own and no cookie; the sync engine shows its key.
const KEYED = /^\/api\/(v1|zero)(\/|$)/;

/**
 * A page of somebody else cannot speak for whoever is signed in: a browser says which page asks, and with a cookie only
 * our own may. Without a cookie nobody is spoken for.
 */
export function refuseForeignOrigin(allowedOrigins: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin');
    const isForeign = origin !== undefined && !allowedOrigins.includes(origin);
    if (isForeign && c.req.header('cookie') !== undefined && !KEYED.test(c.req.path))
      return c.json({ code: 'forbidden' }, 403);
    return next();
  };
}
