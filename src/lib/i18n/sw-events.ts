import type { enEvents } from './en-events.ts';
import { plural } from './plural.ts';

/** Swahili for the settings pages and the journal's screen. */
export const swEvents: typeof enEvents = {
  events: {
    title: 'Matukio',
    filter: 'Matukio yapi',
    filters: {
      all: 'Yote',
      failed: 'Yaliyoshindikana',
      pending: 'Yanayosubiri',
      unknownChannel: 'Namba ngeni',
    },
    columns: { time: 'Lilipofika', holds: 'Lina nini', state: 'Hali', tries: 'Majaribio', act: 'Amua' },
    states: {
      pending: 'Linasubiri',
      processed: 'Limeeleweka',
      failed: 'Limeshindikana',
      dismissed: 'Limewekwa kando',
    },
    unknownChannel: 'Namba ngeni',
    connect: 'Unganisha namba hii',
    unknownChannelLine:
      'Limetumwa kwa namba ambayo haijaunganishwa hapa. Ikishaunganishwa, hiki kinasomwa chenyewe.',
    holds: {
      message: (n: number) => plural('sw', n, { one: 'Ujumbe', other: 'Jumbe {n}' }),
      echo: (n: number) =>
        plural('sw', n, {
          one: 'Ujumbe kutoka programu ya simu',
          other: 'Jumbe {n} kutoka programu ya simu',
        }),
      history: (n: number) => plural('sw', n, { one: 'Ujumbe wa zamani {n}', other: 'Jumbe za zamani {n}' }),
      status: (n: number) => plural('sw', n, { one: 'Hali ya ujumbe', other: 'Hali {n} za jumbe' }),
      reaction: (n: number) => plural('sw', n, { one: 'Hisia', other: 'Hisia {n}' }),
      edit: (n: number) => plural('sw', n, { one: 'Marekebisho', other: 'Marekebisho {n}' }),
      revoke: (n: number) => plural('sw', n, { one: 'Ufutaji', other: 'Ufutaji {n}' }),
      system: (n: number) =>
        plural('sw', n, { one: 'Utambulisho umebadilika', other: 'Utambulisho {n} umebadilika' }),
      call: (n: number) => plural('sw', n, { one: 'Simu', other: 'Simu {n}' }),
      account: (n: number) => plural('sw', n, { one: 'Taarifa ya akaunti', other: 'Taarifa {n} za akaunti' }),
      userPreference: (n: number) =>
        plural('sw', n, { one: 'Uamuzi wa matangazo', other: 'Maamuzi {n} ya matangazo' }),
      valueError: (n: number) =>
        plural('sw', n, { one: 'Hitilafu kutoka WhatsApp', other: 'Hitilafu {n} kutoka WhatsApp' }),
      ignored: (n: number) =>
        plural('sw', n, { one: 'Hakuna tunachotumia', other: 'Sehemu {n} tusizotumia' }),
    },
    holdsNothing: 'Hakuna kinachosomeka',
    retry: 'Jaribu tena',
    dismiss: 'Weka kando',
    open: (id: string) => `Fungua tukio ${id}`,
    retried: 'Limerudi kwenye foleni',
    dismissed: 'Limewekwa kando',
    more: 'Onyesha ya zamani',
    emptyTitle: 'Hakuna kitu hapa',
    empty: {
      all: 'Kila ujumbe, alama na taarifa kutoka WhatsApp huorodheshwa hapa unapofika.',
      failed: 'Hakuna tukio lililoshindikana linalosubiri uamuzi.',
      pending: 'Hakuna kinachosubiri kueleweka.',
      unknownChannel: 'Hakuna kilichokuja kwa namba isiyounganishwa hapa.',
    },
    refusedTitle: 'Matukio ni ya mameneja na wasimamizi',
    unreachable: 'Matukio hayasomeki kwa sasa. Haya ndiyo yaliyokuwepo.',
    event: (id: string) => `Tukio ${id}`,
    received: 'Lilipofika',
    understood: 'Lilipoeleweka',
    size: 'Ukubwa',
    reason: 'Sababu',
    notices: 'WhatsApp inavyosema',
    body: 'Kama lilivyofika, namba zimefichwa',
    noReason: 'Hakuna sababu iliyohifadhiwa.',
  },
};
