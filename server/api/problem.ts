import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorCode } from '#schema/errors.ts';

/** What only a machine at this door can meet, beside the refusals people meet too. */
type DoorCode =
  | 'bad_key'
  | 'missing_scope'
  | 'method_not_allowed'
  | 'unsupported_media_type'
  | 'body_too_large'
  | 'body_unreadable'
  | 'bad_cursor'
  | 'bad_parameter'
  | 'bad_idempotency_key'
  | 'idempotency_mismatch'
  | 'identity_taken'
  | 'defect';

export type ProblemCode = ErrorCode | DoorCode;

type Told = { status: ContentfulStatusCode; title: string };

/** Every problem this API can answer with. The title never changes with the occasion; the detail does. */
export const PROBLEMS = {
  not_found: { status: 404, title: 'Not found' },
  invalid_input: { status: 422, title: 'The body does not say what is needed' },
  not_signed_in: { status: 401, title: 'An API key is needed' },
  bad_key: { status: 401, title: 'The API key is not valid' },
  forbidden: { status: 403, title: 'Not allowed' },
  missing_scope: { status: 403, title: 'The API key may not do this' },
  marketing_stopped: { status: 409, title: 'The customer wants no marketing' },
  window_shut: { status: 409, title: 'The session window is shut' },
  text_empty: { status: 422, title: 'There is nothing to send' },
  text_too_long: { status: 422, title: 'The text is too long' },
  already_claimed: { status: 409, title: 'Somebody else took it' },
  reply_held: { status: 409, title: 'Somebody is replying' },
  reply_fenced: { status: 409, title: 'Somebody answered in the meantime' },
  channel_paused: { status: 409, title: 'The channel is paused' },
  number_taken: { status: 409, title: 'The number is connected already' },
  provider_refused: { status: 422, title: 'The provider said no' },
  name_taken: { status: 409, title: 'The name is taken' },
  shortcut_taken: { status: 409, title: 'The shortcut is taken' },
  too_late_to_undo: { status: 409, title: 'Too late to undo' },
  too_many_tags: { status: 409, title: 'Too many tags' },
  media_too_large: { status: 413, title: 'The file is too large' },
  media_unsupported: { status: 422, title: 'The file cannot be sent' },
  already_member: { status: 409, title: 'The e-mail belongs to a member' },
  already_invited: { status: 409, title: 'The e-mail is invited already' },
  email_elsewhere: { status: 409, title: 'The e-mail signs in to another business' },
  last_admin: { status: 409, title: 'A business needs an admin' },
  not_oneself: { status: 409, title: 'Nobody takes themselves out' },
  link_used: { status: 410, title: 'The link was used' },
  link_expired: { status: 410, title: 'The link ran out' },
  link_taken_back: { status: 410, title: 'The link was taken back' },
  link_unknown: { status: 404, title: 'No such link' },
  rate_limited: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Not available just now' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  unsupported_media_type: { status: 415, title: 'The body is of another type' },
  body_too_large: { status: 413, title: 'The body is too large' },
  body_unreadable: { status: 400, title: 'The body cannot be read' },
  bad_cursor: { status: 400, title: 'The cursor is not one of ours' },
  bad_parameter: { status: 400, title: 'A parameter cannot be used' },
  bad_idempotency_key: { status: 400, title: 'The idempotency key cannot be used' },
  idempotency_mismatch: { status: 422, title: 'The idempotency key was used for something else' },
  identity_taken: { status: 409, title: 'Another contact has this identity' },
  defect: { status: 500, title: 'Something went wrong on our side' },
} satisfies Record<ProblemCode, Told>;

/** `path` names the field by dots (`identities.0.value`); `message` is a sentence that never repeats the value. */
export type FieldFault = { path: string; message: string };

type ProblemWords = {
  detail: string;
  errors?: FieldFault[];
  /** Members of the body beside the standard ones. */
  extra?: Record<string, string | number | null>;
  headers?: Record<string, string>;
};

/** A refusal on its way out as an RFC 9457 body. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly words: ProblemWords;

  constructor(code: ProblemCode, words: ProblemWords) {
    super(code);
    this.code = code;
    this.words = words;
  }
}

/** A body with something wrong in it, field by field. */
export function bodyFault(errors: FieldFault[]): Problem {
  return new Problem('invalid_input', { detail: 'At least one field of the body cannot be used.', errors });
}

/** The type of a problem, as a URI that machines may compare. */
export function problemType(code: ProblemCode): string {
  return `urn:kazi:problem:${code}`;
}

/** The answer for a problem. */
export function problemResponse({ code, words }: Problem): Response {
  const { status, title } = PROBLEMS[code];
  const { detail, errors, extra, headers } = words;
  const body = { type: problemType(code), title, status, detail, ...(errors && { errors }), ...extra };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
