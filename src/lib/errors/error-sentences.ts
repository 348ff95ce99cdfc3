import type { ErrorCode, RefusalDetails } from '#schema/errors.ts';

/** What a refusal says: what happened, and the way out. */
export type ErrorSentence = { title: string; wayOut: string };
type Sentences = Record<ErrorCode, (details: RefusalDetails) => ErrorSentence>;

function named(details: RefusalDetails, key: string, fallback: string): string {
  const value = details[key];
  return typeof value === 'string' && value !== '' ? value : fallback;
}

const english = {
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
} satisfies Sentences;

const swahili = {
  not_found: () => ({ title: 'Hiki hakipo tena.', wayOut: 'Rudi kwenye orodha ukifungue tena.' }),
  invalid_input: () => ({
    title: 'Kuna kitu hakiko sawa hapa.',
    wayOut: 'Rekebisha sehemu iliyowekwa alama.',
  }),
  not_signed_in: () => ({
    title: 'Umetoka kwenye akaunti.',
    wayOut: 'Ingia tena; rasimu yako imehifadhiwa.',
  }),
  forbidden: () => ({ title: 'Nafasi yako hairuhusu hili.', wayOut: 'Mwombe meneja au msimamizi.' }),
  marketing_stopped: () => ({
    title: 'Haujaenda: mteja aliomba asitumiwe matangazo.',
    wayOut: 'Jibu anachouliza, au tuma kiolezo kisicho cha matangazo.',
  }),
  window_shut: () => ({
    title: 'Haujaenda: dirisha la saa 24 limefungwa.',
    wayOut: 'Tuma kiolezo; dirisha litafunguka mteja akijibu.',
  }),
  text_empty: () => ({ title: 'Hakuna cha kutuma.', wayOut: 'Andika ujumbe au ambatisha faili.' }),
  text_too_long: () => ({
    title: 'Haujaenda: WhatsApp hupokea herufi 4,096 pekee.',
    wayOut: 'Ufupishe, au utume mara mbili.',
  }),
  already_claimed: (details) => ({
    title: `${named(details, 'name', 'Mwenzako')} ameyachukua kwanza.`,
    wayOut: 'Rasimu yako iko hapa. Fungua yanayofuata.',
  }),
  reply_held: (details) => ({
    title: `${named(details, 'name', 'Mwenzako')} anajibu.`,
    wayOut: 'Rasimu yako imehifadhiwa. Chukua zamu ikibidi.',
  }),
  reply_fenced: (details) => ({
    title: `${named(details, 'name', 'Mwenzako')} amejibu kwanza. Hakuna kilichotumwa.`,
    wayOut: 'Kagua jibu lake, kisha uamue.',
  }),
  channel_paused: () => ({
    title: 'Haujaenda: namba hii imesimamishwa.',
    wayOut: 'Msimamizi anaweza kuiwasha kwenye Mipangilio, Namba za WhatsApp.',
  }),
  number_taken: () => ({
    title: 'Namba hii imeshaunganishwa na Kazi.',
    wayOut: 'Itafute hapo juu, au hakikisha kitambulisho cha namba.',
  }),
  provider_refused: () => ({
    title: 'WhatsApp haikukubali.',
    wayOut: 'Kagua namba, akaunti na tokeni kule Meta, kisha ujaribu tena.',
  }),
  name_taken: (details) => ({
    title: `Haijahifadhiwa: “${named(details, 'name', 'hilo')}” lipo tayari.`,
    wayOut: 'Chagua jina lingine.',
  }),
  shortcut_taken: (details) => ({
    title: `Haijahifadhiwa: “${named(details, 'name', 'jibu lingine')}” tayari lina kifupi hiki.`,
    wayOut: 'Chagua kifupi kingine.',
  }),
  too_many_tags: () => ({
    title: 'Lebo haijawekwa: mtu huwa na lebo zisizozidi 40.',
    wayOut: 'Ondoa moja kwanza.',
  }),
  too_late_to_undo: () => ({ title: 'Umechelewa kutengua: umeshaondoka.', wayOut: 'Andika marekebisho.' }),
  media_too_large: (details) => ({
    title: `Haujaenda: WhatsApp hupokea faili hadi ${named(details, 'limit', '100 MB')}.`,
    wayOut: 'Chagua faili ndogo zaidi, au tuma kiungo.',
  }),
  media_unsupported: () => ({
    title: 'Haujaenda: WhatsApp haipokei aina hii ya faili.',
    wayOut: 'Itume kama PDF, JPEG au MP4.',
  }),
  already_member: (details) => {
    const name = named(details, 'name', 'Mtu');
    return details['isOut'] === true
      ? { title: `${name} ana barua pepe hii na aliondolewa.`, wayOut: 'Mrudishe kutoka kwenye orodha.' }
      : { title: `${name} yupo tayari kwa barua pepe hii.`, wayOut: 'Badilisha nafasi yake kwenye orodha.' };
  },
  already_invited: (details) => ({
    title: `${named(details, 'name', 'Mtu')} tayari amealikwa kwa barua pepe hii.`,
    wayOut: 'Mtengenezee kiungo kipya kwenye orodha.',
  }),
  email_elsewhere: () => ({
    title: 'Barua pepe hii inaingia kwenye biashara nyingine.',
    wayOut: 'Tumia barua pepe yake nyingine: moja ni ya biashara moja.',
  }),
  last_admin: (details) => ({
    title: `${named(details, 'name', 'Mtu huyu')} ndiye msimamizi pekee.`,
    wayOut: 'Mfanye mwingine awe msimamizi kwanza.',
  }),
  not_oneself: () => ({
    title: 'Huwezi kujiondoa mwenyewe.',
    wayOut: 'Mwombe msimamizi mwingine.',
  }),
  link_used: () => ({
    title: 'Kiungo hiki kimeshatumika.',
    wayOut: 'Ingia kwa nenosiri ulilochagua, au mwombe msimamizi kiungo kipya.',
  }),
  link_expired: () => ({
    title: 'Muda wa kiungo hiki umeisha.',
    wayOut: 'Mwombe aliyekitumia kipya: hufunguka kwa siku saba.',
  }),
  link_taken_back: () => ({
    title: 'Kiungo hiki kimeondolewa.',
    wayOut: 'Muulize aliyekitumia: huenda kuna kipya zaidi.',
  }),
  link_unknown: () => ({
    title: 'Kiungo hiki hakifungui kitu.',
    wayOut: 'Kinakili tena chote. Kikiendelea hivi, omba kipya.',
  }),
  rate_limited: () => ({
    title: 'Ni nyingi kwa wakati mmoja.',
    wayOut: 'Subiri kidogo, kisha ujaribu tena.',
  }),
  unavailable: () => ({
    title: 'Kazi haiwezi kufanya hili kwa sasa.',
    wayOut: 'Hakuna kilichopotea. Jaribu tena baada ya muda.',
  }),
} satisfies Sentences;

const CATALOGUE: Record<'en' | 'sw', Sentences> = { en: english, sw: swahili };

/** What to say about a refusal, in a language, with the names and limits that travelled with it. */
export function errorSentence(
  locale: 'en' | 'sw',
  code: ErrorCode,
  details: RefusalDetails = {},
): ErrorSentence {
  return CATALOGUE[locale][code](details);
}
