import type { enLists } from './en-lists.ts';

/** Swahili for looking into a row, for acting on many, and for the order of one's views. */
export const swLists: typeof enLists = {
  peek: {
    title: (name) => `Chungulia ${name}`,
    waiting: 'Inamsubiri',
    waitingOnNobody: 'Hakuna',
    since: (when) => `tangu ${when}`,
    promise: 'Ahadi',
    promises: {
      first: 'Jibu la kwanza kufikia',
      next: 'Jibu kufikia',
      resolution: 'Kukamilika kufikia',
    },
    noPromise: 'Hakuna ahadi',
    snoozedUntil: (when) => `Imeahirishwa hadi ${when}`,
    last: 'Ujumbe wa mwisho',
    nothing: 'Hakuna kilichoandikwa bado',
    move: 'Inayofuata, iliyotangulia',
  },
  bulk: {
    refused: (names, why) => `Haikufanyika kwa ${names}. ${why}`,
    andMore: (names, count) => `${names} na wengine ${count}`,
    cannotSee: (name) =>
      `${name} haoni sanduku lao. Chagua mwingine, au mwongeze ${name} kwenye sanduku hilo.`,
    priority: (count, name) => `Kipaumbele ${name} kwa ${count}`,
    unread: (count) => `${count} yamewekwa kama hayajasomwa`,
    tagged: (count, tag) => `Lebo ${tag} imewekwa: ${count}`,
    untagged: (count, tag) => `Lebo ${tag} imeondolewa kwa ${count}`,
    all: 'Chagua yote katika mwonekano huu',
    tags: {
      open: 'Lebo',
      title: (count) => `Weka lebo kwa watu ${count}`,
      name: 'Lebo',
      hint: 'Andika lebo, au chagua moja',
      make: (tag) => `Lebo mpya: ${tag}`,
      allHave: 'wote wanayo',
      someHave: (some, all) => `${some} kati ya ${all}`,
      add: (tag) => `Weka ${tag}`,
      remove: (tag) => `Ondoa ${tag}`,
      none: 'Hakuna lebo zinazotumika bado.',
    },
  },
  viewOrder: {
    up: 'Sogeza juu',
    down: 'Sogeza chini',
  },
  asks: {
    fields: {
      late: 'Imechelewa',
      sends: 'Utumaji',
      followUp: 'Ufuatiliaji',
      escalation: 'Uamuzi',
      mention: 'Anayetajwa',
    },
    late: { first: 'Jibu la kwanza', next: 'Jibu', resolution: 'Kukamilika' },
    sends: { troubled: 'Haujaenda au haujathibitishwa', fine: 'Hakuna kilichoshindwa' },
    followUp: { today: 'Leo au kabla', later: 'Siku ya baadaye' },
    escalation: { undecided: 'Unasubiriwa', none: 'Hausubiriwi' },
  },
  rowOptedOut: 'Ameomba asitumiwe ujumbe',
};
