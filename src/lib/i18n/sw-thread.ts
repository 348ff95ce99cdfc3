import type { enThread } from './en-thread.ts';

/** Swahili for what a message went through, how a conversation is closed, and what leaves later. */
export const swThread: typeof enThread = {
  trail: {
    title: 'Safari ya ujumbe huu',
    steps: {
      received: 'Umepokelewa',
      queued: 'Unasubiri kuondoka',
      sending: 'Unaelekea WhatsApp',
      unconfirmed: 'WhatsApp haikujibu',
      held: 'WhatsApp imeushikilia',
      sent: 'Umefika WhatsApp',
      delivered: 'Uko kwenye simu ya mteja',
      read: 'Umesomwa',
      failed: 'Haukuenda',
      cancelled: 'Umerudishwa',
    },
    evidence: {
      member: 'mwenzako',
      worker: 'kumbukumbu yetu',
      call: 'jibu la WhatsApp kwa ombi letu',
      heldForCheck: 'WhatsApp inakagua kiolezo kwanza',
      heldByPause: 'WhatsApp imesimamisha kiolezo',
      provider: 'taarifa ya WhatsApp',
      played: 'taarifa ya WhatsApp',
      earlierTry: 'taarifa ya WhatsApp kuhusu jaribio la awali',
    },
    played: 'Umesikilizwa',
    known: 'si jambo jipya',
    empty: 'Hakuna hatua inayojulikana.',
  },
  held: {
    lead: 'WhatsApp imeushikilia.',
    heldForCheck: 'Inakagua kiolezo hiki kabla ya kuuruhusu. Huna la kufanya; bado haujamfikia mteja.',
    heldByPause: 'Kiolezo hiki kimesimamishwa. Ujumbe utaendelea kikiruhusiwa, la sivyo utashindwa.',
    long: (since) =>
      `Tangu ${since}, muda mrefu. Haujamfikia mteja: mwandikie kwa njia nyingine, na meneja akikague kiolezo.`,
  },
  closing: {
    ask: 'Funga kwa sababu',
    asAgain: (reason) => `Funga: ${reason}`,
    plain: 'Bila sababu',
    because: (by, reason) => `*${by}* ameyafunga: ${reason}`,
  },
  later: {
    leaves: (when) => `Utaondoka ${when}`,
    more: (count) => `na ${count} zaidi`,
  },
  filterGroups: {
    add: 'Ongeza kundi',
    group: (n) => `Kundi ${n}`,
    remove: 'Ondoa kundi',
    counted: (count) => `Sasa yapo ${count}`,
  },
  wallInbox: 'Kikasha kinachoonyeshwa',
  openOldest: (name) => `Fungua yaliyosubiri zaidi: ${name}`,
};
