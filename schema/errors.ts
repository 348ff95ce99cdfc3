import { ApplicationError } from '@rocicorp/zero';

/**
 * Every refusal a person or a machine can meet, by code. The screen's sentence for each lives in
 * `src/lib/errors/`; the REST status in `server/api/`. Adding a code here makes both a type error until told.
 */
export const ERROR_CODES = [
  'not_found',
  'invalid_input',
  'not_signed_in',
  'forbidden',
  'marketing_stopped',
  'window_shut',
  'text_empty',
  'text_too_long',
  'already_claimed',
  'reply_held',
  'reply_fenced',
  'channel_paused',
  'number_taken',
  'provider_refused',
  'name_taken',
  'shortcut_taken',
  'too_late_to_undo',
  'too_many_tags',
  'media_too_large',
  'media_unsupported',
  'already_member',
  'already_invited',
  'email_elsewhere',
  'last_admin',
  'not_oneself',
  'link_used',
  'link_expired',
  'link_taken_back',
  'link_unknown',
  'rate_limited',
  'unavailable',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What travels with a refusal so that the screen can name people and times. Values are shown, never trusted. */
export type RefusalDetails = Record<string, string | number | boolean | null>;

/**
 * A business refusal: expected, typed, shown to the person who asked; anything else thrown is a defect.
 * It is the sync engine's application error, so code and details reach the screen that asked.
 */
export class Refusal extends ApplicationError<{ code: ErrorCode } & RefusalDetails> {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, details: RefusalDetails = {}) {
    super(code, { details: { ...details, code } });
    this.code = code;
  }
}

/** The refusal inside whatever a mutation or a fetch came back with, or null when it is a defect or a lost network. */
export function refusalIn(error: unknown): { code: ErrorCode; details: RefusalDetails } | null {
  const details = (error as { details?: unknown } | null | undefined)?.details;
  if (typeof details !== 'object' || details === null) return null;
  const code = (details as Record<string, unknown>).code;
  if (!(ERROR_CODES as readonly unknown[]).includes(code)) return null;
  return { code: code as ErrorCode, details: details as RefusalDetails };
}
