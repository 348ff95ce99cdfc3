import type { Context } from 'hono';
import { Refusal } from '#schema/errors.ts';
import type { ErrorCode, RefusalDetails } from '#schema/errors.ts';

const STATUS: Partial<Record<ErrorCode, 400 | 401 | 403 | 404 | 410 | 422 | 429>> = {
  invalid_input: 400,
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  link_unknown: 404,
  link_used: 410,
  link_expired: 410,
  link_taken_back: 410,
  provider_refused: 422,
  rate_limited: 429,
};

/** A refusal as our own pages read it: JSON with its code and what it names. What only clashes with what is so now is a 409. */
export function refuse(c: Context, code: ErrorCode, details?: RefusalDetails): Response {
  return c.json({ code, ...(details && { details }) }, STATUS[code] ?? 409);
}

/** Answers with what `work` gives, or with its refusal; a defect is thrown on. */
export async function answerOrRefuse(c: Context, work: () => Promise<object>): Promise<Response> {
  try {
    return c.json(await work());
  } catch (error) {
    if (error instanceof Refusal) return refuse(c, error.code, error.details);
    throw error;
  }
}
