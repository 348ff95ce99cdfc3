import type { ErrorCode, RefusalDetails } from '#schema/errors.ts';

/** What a refusal says: what happened, and the way out. */
export type ErrorSentence = { title: string; wayOut: string };
export type ErrorSentences = Record<ErrorCode, (details: RefusalDetails) => ErrorSentence>;

/** What travelled with a refusal under this key, where that is a name or a limit in words. */
export function named(details: RefusalDetails, key: string, fallback: string): string {
  const value = details[key];
  return typeof value === 'string' && value !== '' ? value : fallback;
}

/** English for what our own refusals say. */
export const errorsEn = {
  not_found: () => ({ title: 'This is no longer here.', wayOut: 'Go back to the list and open it again.' }),
  invalid_input: () => ({ title: 'Something in this form is not right.', wayOut: 'Mend the marked field.' }),
  not_signed_in: () => ({ title: 'You are signed out.', wayOut: 'Sign in again; your draft is kept.' }),
  forbidden: () => ({ title: 'Your role may not do this.', wayOut: 'Ask a manager or an admin.' }),
  marketing_stopped: () => ({
    title: 'Not sent: the customer asked for no marketing.',
    wayOut: 'Answer what they ask, or send a utility template.',
  }),
  window_shut: () => ({
    title: 'Not sent: the 24-hour window is shut.',
    wayOut: 'Send a template; the window opens when the customer answers.',
  }),
  text_empty: () => ({ title: 'There is nothing to send.', wayOut: 'Write a message or attach a file.' }),
  text_too_long: () => ({
    title: 'Not sent: WhatsApp takes up to 4,096 characters.',
    wayOut: 'Shorten it, or send it in two parts.',
  }),
  already_claimed: (details) => ({
    title: `${named(details, 'name', 'A colleague')} claimed this one first.`,
    wayOut: 'Your draft is kept here. Open the next one.',
  }),
  reply_held: (details) => ({
    title: `${named(details, 'name', 'A colleague')} is replying.`,
    wayOut: 'Your draft is kept. Take over if you must.',
  }),
  reply_fenced: (details) => ({
    title: `${named(details, 'name', 'A colleague')} answered first. Nothing was sent.`,
    wayOut: 'Review the answer, then decide.',
  }),
  channel_paused: () => ({
    title: 'Not sent: this number is paused.',
    wayOut: 'An admin can resume it in Settings, WhatsApp numbers.',
  }),
  number_taken: () => ({
    title: 'This number is connected to Kazi already.',
    wayOut: 'Look for it above, or check the phone number id.',
  }),
  provider_refused: () => ({
    title: 'WhatsApp did not agree.',
    wayOut: 'Check number, account and token at Meta, then try again.',
  }),
  name_taken: (details) => ({
    title: `Not saved: there is “${named(details, 'name', 'one')}” already.`,
    wayOut: 'Choose another name.',
  }),
  shortcut_taken: (details) => ({
    title: `Not saved: “${named(details, 'name', 'another reply')}” already has this shortcut.`,
    wayOut: 'Choose another shortcut.',
  }),
  too_many_tags: () => ({ title: 'Not tagged: a person has up to 40 tags.', wayOut: 'Remove one first.' }),
  too_late_to_undo: () => ({
    title: 'Too late to undo: it has left.',
    wayOut: 'Write a correction instead.',
  }),
  media_too_large: (details) => ({
    title: `Not sent: WhatsApp takes files up to ${named(details, 'limit', '100 MB')}.`,
    wayOut: 'Choose a smaller file, or send a link.',
  }),
  media_unsupported: () => ({
    title: 'Not sent: WhatsApp does not take this kind of file.',
    wayOut: 'Send it as a PDF, a JPEG or an MP4.',
  }),
  already_member: (details) => {
    const name = named(details, 'name', 'Somebody');
    return details['isOut'] === true
      ? { title: `${name} has this e-mail and was taken out.`, wayOut: 'Let them in again from the list.' }
      : { title: `${name} is here already with this e-mail.`, wayOut: 'Change their role in the list.' };
  },
  already_invited: (details) => ({
    title: `${named(details, 'name', 'Somebody')} is invited already with this e-mail.`,
    wayOut: 'Make them a new link in the list.',
  }),
  email_elsewhere: () => ({
    title: 'This e-mail signs in to another business.',
    wayOut: 'Use another e-mail of theirs: one sign-in belongs to one business.',
  }),
  last_admin: (details) => ({
    title: `${named(details, 'name', 'This person')} is the only admin.`,
    wayOut: 'Make somebody else an admin first.',
  }),
  not_oneself: () => ({
    title: 'You cannot take yourself out.',
    wayOut: 'Ask another admin to do it.',
  }),
  link_used: () => ({
    title: 'This link was used already.',
    wayOut: 'Sign in with the password you chose, or ask an admin for a new link.',
  }),
  link_expired: () => ({
    title: 'This link has run out.',
    wayOut: 'Ask the person who sent it for a new one: it opens for seven days.',
  }),
  link_taken_back: () => ({
    title: 'This link was taken back.',
    wayOut: 'Ask the person who sent it: there may be a newer one.',
  }),
  link_unknown: () => ({
    title: 'This link opens nothing.',
    wayOut: 'Copy it again, whole. If it stays like this, ask for a new one.',
  }),
  rate_limited: () => ({ title: 'Too many at once.', wayOut: 'Wait a moment, then try again.' }),
  unavailable: () => ({
    title: 'Kazi cannot do this right now.',
    wayOut: 'Nothing is lost. Try again in a moment.',
  }),
} satisfies ErrorSentences;
