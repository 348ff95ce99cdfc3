import { named } from './errors-en.ts';
import type { ErrorSentences } from './errors-en.ts';

/** Swahili for what our own refusals say. */
export const errorsSw = {
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
} satisfies ErrorSentences;
