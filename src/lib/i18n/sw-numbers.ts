import type { enNumbers } from './en-numbers.ts';
import { plural } from './plural.ts';

/** Swahili for who looked at numbers, and for numbers that go from one person to another. */
export const swNumbers: typeof enNumbers = {
  looks: {
    label: 'Walioangalia',
    columns: { when: 'Lini', who: 'Nani', whose: 'Ya nani', where: 'Wapi' },
    what: {
      number: 'namba yake',
      cards: (count: number) =>
        plural('sw', count, { one: 'namba moja kwenye kadi', other: 'namba {n} kwenye kadi' }),
      file: 'faili la kadi, limepakuliwa',
    },
    gone: 'Ujumbe ambao haupo tena',
    emptyTitle: 'Hakuna aliyeangalia',
    empty: 'Mtu akionyesha namba kamili au akichukua faili la kadi, inaandikwa hapa.',
    unreachable: 'Orodha haisomeki kwa sasa.',
    more: 'Onyesha za zamani',
  },
  referral: {
    by: { ad: 'Amekuja kupitia tangazo', post: 'Amekuja kupitia chapisho' },
    cameBy: 'Alikuja kwa',
  },
  numberChange: {
    passedOn: (when: string) => `Namba hii ni ya mtu mwingine tangu ${when}`,
    passedOnLine:
      'Ameandika kwa kitambulisho kingine cha WhatsApp. Yaliyosemwa yanabaki hapa; hakuna kinachotumwa tena kwa namba hiyo.',
    taken: (when: string) => `Mtu mpya: hadi ${when} namba hii ilikuwa ya mwingine`,
    takenLine: 'Ndivyo kitambulisho cha WhatsApp kinavyosema. Aliyoandika yule mwingine yanabaki kwake.',
    see: 'Ona mazungumzo yale mengine',
    same: 'Ni mtu yule yule',
    ask: 'Uyaunganishe yote mawili?',
    askLine:
      'Rekodi na mazungumzo yote mawili yanakuwa moja, na kila ujumbe, dokezo na lebo, na majibu yanaenda kwa namba hii tena. Yanaweza kutenganishwa tena hadi jambo jipya lisemwe.',
    join: 'Unganisha',
    joined: 'Sasa ni rekodi moja',
    failed: 'Imeshindikana kuunganisha. Jaribu tena.',
    joinedWith: (who: string, by: string, when: string) =>
      `Imeunganishwa na ${who}; aliyeunganisha ni ${by}, ${when}`,
    joinedByProvider: (who: string, when: string) => `Imeunganishwa na ${who} kwa neno la WhatsApp, ${when}`,
    somebody: 'rekodi nyingine',
    mayPart: 'Yanaweza kutenganishwa tena hadi jambo jipya lisemwe.',
    part: 'Tenganisha',
    parted: 'Ni rekodi mbili tena, kila moja na yaliyo yake',
    tooLate: 'Kuna jambo jipya limesemwa tangu hapo, na hakuna anayejua ni la nani: yanabaki pamoja.',
    partFailed: 'Imeshindikana kutenganisha. Jaribu tena.',
    until: (when: string) => `hadi ${when}`,
  },
};
