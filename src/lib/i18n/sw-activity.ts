import type { enActivity } from './en-activity.ts';

/** Swahili for what people and rules did. */
export const swActivity: typeof enActivity = {
  activity: {
    assigned: (name: string, by: string) => `*${name}* amepewa na ${by}`,
    claimed: (name: string) => `*${name}* ameyachukua`,
    unassigned: (by: string) => `${by} ameyarudisha kwenye foleni`,
    closed: (by: string) => `*${by}* ameyafunga`,
    reopened: (by: string) => `*${by}* ameyafungua tena`,
    woken: 'Yamerudi: muda wake umefika',
    snoozed: (until: string, by: string) => `${by} ameyaahirisha hadi *${until}*`,
    takenOver: (by: string, from: string) => `*${by}* amechukua zamu ya kujibu kutoka kwa ${from}`,
    sentAnyway: (by: string) => `*${by}* amejibu akiwa ameona jibu lingine`,
    number: {
      passedOn: '*Namba sasa ni ya mtu mwingine*: kitambulisho kingine cha WhatsApp kimeandika',
      taken: (when: string) => `*Mtu mpya kwenye namba inayojulikana*: hadi ${when} ilikuwa ya mwingine`,
      joined: (by: string) => `Yameunganishwa na *${by}*: ni mtu mmoja`,
      joinedByProvider: 'Yameunganishwa: WhatsApp inasema ni mtu yule yule',
      moved: (who: string) => `*Namba sasa ni ya ${who}*, inasema WhatsApp`,
      parted: (by: string) => `Yametenganishwa tena na *${by}*: ni watu wawili`,
    },
    marketing: {
      stopped: '*Mteja huyu hatumiwi tena ujumbe wa matangazo.*',
      by: {
        setting: 'Aliiambia WhatsApp hivyo.',
        refusal: 'WhatsApp ilituambia ilipokataa mmoja.',
        button: 'Alibonyeza kitufe cha kusimamisha matangazo.',
        words: 'Aliandika hivyo.',
      },
      resumed: '*Ujumbe wa matangazo unakaribishwa tena.*',
      resumedBy: {
        setting: 'Aliiambia WhatsApp hivyo.',
        button: 'Alibonyeza kitufe cha kuanza tena matangazo.',
        words: 'Aliandika hivyo.',
      },
    },
    identityChanged: 'Namba au kitambulisho cha mteja kimebadilika',
    call: {
      missed: '*Simu haikupokewa*',
      called: 'Alipiga simu',
      talked: (minutes: number) => `Alipiga simu, dakika ${minutes}`,
    },
    other: (by: string) => `Yamebadilishwa na ${by}`,
  },
  notice: {
    closed: 'Yamefungwa kwa wote',
    snoozed: (until: string) => `Yameahirishwa hadi ${until}`,
    assigned: (name: string) => `${name} amepewa`,
    unassigned: 'Yamerudi kwenye foleni',
    markedUnread: 'Kwako yamewekwa kuwa hayajasomwa',
    copied: 'Imenakiliwa',
    notFound: 'Mazungumzo haya hayapo, au si yako kuyaona.',
    backToInbox: 'Rudi kwenye kikasha',
  },
  lost: {
    notHere: { title: 'Ukurasa huu haupo', line: 'Huenda anwani imekosewa, au ukurasa umehamishwa.' },
    broken: { title: 'Ukurasa huu umeshindwa kuonyeshwa', line: 'Upakie tena. Ulichoandika kimehifadhiwa.' },
  },
  snooze: {
    title: 'Ahirisha hadi',
    inAnHour: 'Baada ya saa moja',
    thisEvening: 'Jioni hii',
    tomorrow: 'Kesho asubuhi',
    monday: 'Jumatatu asubuhi',
  },
  paused: {
    line: (name: string) =>
      `${name} haiwezi kutuma: WhatsApp inakataa muunganisho. Majibu yanasubiri kwa mpangilio wake.`,
    out: (name) => `${name} iko nje ya kazi. Majibu yanasubiri kwa mpangilio wake.`,
    mend: 'Weka tokeni mpya',
    back: 'Irudishe kazini',
    ask: 'Mwulize msimamizi.',
    resume: 'Imerekebishwa: tuma yanayosubiri',
  },
  assign: { me: 'Mimi', nobody: 'Hakuna mtu: rudisha kwenye foleni', people: 'Watu' },
};
