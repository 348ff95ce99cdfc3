import type { enActivity } from './en-activity.ts';

/** Swahili for what people and rules did. */
export const swActivity: typeof enActivity = {
  activity: {
    assigned: (name: string, by: string) => `Amepewa *${name}* na ${by}`,
    claimed: (name: string) => `*${name}* ameichukua`,
    unassigned: (by: string) => `Imerudi kwenye foleni, na ${by}`,
    closed: (by: string) => `Imefungwa na *${by}*`,
    reopened: (by: string) => `Imefunguliwa tena na *${by}*`,
    woken: 'Imeamka: muda wake umefika',
    snoozed: (until: string, by: string) => `Imeahirishwa hadi *${until}* na ${by}`,
    takenOver: (by: string, from: string) => `*${by}* amechukua jibu kutoka kwa ${from}`,
    sentAnyway: (by: string) => `*${by}* amejibu akiwa ameona jibu lingine`,
    number: {
      passedOn: (when: string) =>
        `*Namba sasa ni ya mtu mwingine*: ameandika kwa kitambulisho kingine cha WhatsApp, ${when}`,
      taken: (when: string) => `*Mtu mpya kwenye namba inayojulikana*: hadi ${when} ilikuwa ya mwingine`,
      joined: (by: string) => `Yameunganishwa na *${by}*: ni mtu mmoja`,
      joinedByProvider: 'Yameunganishwa: WhatsApp inasema ni mtu yule yule',
    },
    identityChanged: 'Namba au kitambulisho cha mteja kimebadilika',
    call: {
      missed: '*Simu haikupokewa*',
      called: 'Alipiga simu',
      talked: (minutes: number) => `Alipiga simu, dakika ${minutes}`,
    },
    other: (by: string) => `Imebadilishwa na ${by}`,
  },
  notice: {
    closed: 'Imefungwa kwa wote',
    snoozed: (until: string) => `Imeahirishwa hadi ${until}`,
    assigned: (name: string) => `Amepewa ${name}`,
    unassigned: 'Imerudi kwenye foleni',
    markedUnread: 'Imewekwa kama haijasomwa, kwako',
    copied: 'Imenakiliwa',
    notFound: 'Mazungumzo haya hayapo, au si yako kuyaona.',
    backToInbox: 'Rudi kwenye sanduku',
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
    ask: 'Mwulize msimamizi.',
    resume: 'Imerekebishwa: tuma yanayosubiri',
  },
  assign: { me: 'Mimi', nobody: 'Hakuna: rudisha kwenye foleni', people: 'Watu' },
};
