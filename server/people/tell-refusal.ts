import type { Context } from 'hono';
import { Refusal } from '#schema/errors.ts';
import type { ErrorCode } from '#schema/errors.ts';

const STATUS: Partial<Record<ErrorCode, 400 | 403 | 404 | 410 | 429>> = {
  invalid_input: 400,
  forbidden: 403,
  not_found: 404,
  link_unknown: 404,
  link_used: 410,
  link_expired: 410,
  link_taken_back: 410,
  rate_limited: 429,
};

/** A refusal as JSON, with whom it names. */
export function tellRefusal(c: Context, { code, details }: Refusal): Response {
  return c.json({ code, details }, STATUS[code] ?? 409);
}

/** Answers with what `work` gives, or with its refusal; a defect is thrown on. */
export async function answerOrRefuse(c: Context, work: () => Promise<object>): Promise<Response> {
  try {
    return c.json(await work());
  } catch (error) {
    if (error instanceof Refusal) return tellRefusal(c, error);
    throw error;
  }
}
