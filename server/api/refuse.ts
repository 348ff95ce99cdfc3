import type { Context } from 'hono';
import { Refusal } from '#schema/errors.ts';
import type { ErrorCode, RefusalDetails } from '#schema/errors.ts';
import { PROBLEMS } from './problem.ts';

/** A refusal as our own pages read it: JSON with its code and what it names. A form that is wrong is a 400 to them. */
export function refuse(c: Context, code: ErrorCode, details?: RefusalDetails): Response {
  const status = code === 'invalid_input' ? 400 : PROBLEMS[code].status;
  return c.json({ code, ...(details && { details }) }, status);
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
