import type { enHealth } from './en-health.ts';

/** Swahili for the page that says whether everything behind the screen keeps up. */
export const swHealth: typeof enHealth = {
  health: {
    whole: {
      ok: 'Kila kitu kinaenda sawa.',
      soon: 'Kuna kitu cha kuangaliwa.',
      bad: 'Kuna kitu kinachokuhitaji sasa.',
      unknown: 'Kuna kitu kisichosomeka.',
    },
    levels: { ok: 'Sawa', soon: 'Angalia', bad: 'Chukua hatua', unknown: 'Haijulikani' },
    readAt: (time) => `Imesomwa ${time}, inasomwa tena kila sekunde chache.`,
    stale: (time) => `Seva haijibu. Hivi ndivyo ilivyosema ${time}.`,
    normally: (normal) => `Kawaida ${normal}`,
    none: 'Hakuna',
    quiet: 'Hakuna hivi karibuni',
    unread: 'Haisomeki',
    up: 'Inajibu',
    down: 'Haijibu',
    managersOnly: 'Afya ya mfumo ni ya mameneja na wasimamizi.',
    underSecond: 'chini ya sek 1',
    milliseconds: (n) => `ms ${n}`,

    groups: { hops: 'Je, mfumo uko hai', messages: 'Jumbe', doors: 'Mlango wa WhatsApp', machine: 'Mashine' },
    figures: {
      workerBeatMs: {
        name: 'Ishara ya mwisho ya mtambo wa ujumbe',
        normal: 'chini ya sekunde 5 zilizopita',
        wayOut: 'Bila mtambo huu hakuna kinachotumwa wala kusomwa. Washa Kazi upya kwenye seva.',
      },
      syncDown: {
        name: 'Mtambo wa kusawazisha',
        normal: 'unajibu',
        wayOut: 'Bila mtambo huu skrini zinasimama. Hujiwasha wenyewe; baada ya dakika moja washa Kazi upya.',
      },
      screenBeatMs: {
        name: 'Umri wa kinachoonekana hapa',
        normal: 'chini ya sekunde 5',
        wayOut: 'Ni kifaa hiki tu kilicho nyuma: kagua mtandao wake, kisha upakie ukurasa upya.',
      },
      oldestEventMs: {
        name: 'Ujumbe wa WhatsApp uliosubiri zaidi kuonekana',
        normal: 'hakuna unaosubiri zaidi ya sekunde 10',
        wayOut: 'Zimehifadhiwa, hakuna unaopotea. Ikizidi, mtambo wa ujumbe umekwama: washa Kazi upya.',
      },
      failedEvents: {
        name: 'Matukio yasiyoeleweka',
        normal: 'hakuna',
        wayOut: 'Fungua Mipangilio, Matukio: kila moja linasema sababu, na linaweza kujaribiwa tena.',
      },
      oldestSendingMs: {
        name: 'Ujumbe uliochukua muda zaidi kuondoka',
        normal: 'chini ya sekunde 30',
        wayOut: 'WhatsApp ni ya polepole au haipatikani. Vilivyo nyuma vinasubiri kwa zamu.',
      },
      oldestUnconfirmedMs: {
        name: 'Ujumbe wa zamani zaidi usio na uthibitisho',
        normal: 'hakuna, au chini ya dakika 5',
        wayOut: 'Fungua mwonekano wa Yaliyokwama: angalia kwenye simu, kisha uweke alama au utume tena.',
      },
      failedJobs: {
        name: 'Kazi za nyuma zilizoachwa',
        normal: 'hakuna',
        wayOut: 'Mwambie anayetunza seva: kumbukumbu inasema ipi na kwa nini.',
      },
      webhookP50Ms: {
        name: 'Nusu ya miito ya WhatsApp inajibiwa ndani ya',
        normal: 'chini ya sehemu ya kumi ya sekunde',
        wayOut: 'Hifadhidata ni ya polepole. Angalia diski hapa chini na seva inafanya nini kingine.',
      },
      webhookP99Ms: {
        name: 'Yote ila mmoja kwa mia inajibiwa ndani ya',
        normal: 'chini ya nusu sekunde',
        wayOut: 'Hifadhidata inachelewa wakati mwingine. Ikizidi sekunde 5 WhatsApp huanza kurudia.',
      },
      badSignatures: {
        name: 'Miito yenye sahihi ya uongo saa iliyopita',
        normal: 'hakuna',
        wayOut:
          'Hakuna ulioingia. Michache ni wageni wanaojaribu; mingi maana yake siri ya programu hapa si ile ya Meta.',
      },
      throttles: {
        name: 'Mara ambazo WhatsApp ilituambia tupunguze kasi saa iliyopita',
        normal: 'hakuna',
        wayOut: 'Jumbe zinasubiri na zitaenda baadaye. Ikiendelea, tuma kampeni polepole zaidi.',
      },
      slowedNumbers: {
        name: 'Namba zinazotuma polepole kuliko zinavyoruhusiwa',
        normal: 'hakuna',
        wayOut:
          'WhatsApp iliona zinatuma haraka mno. Zitarudia kasi yake ndani ya dakika chache; Mipangilio, Namba za WhatsApp inasema lini.',
      },
      retainedWalBytes: {
        name: 'Mabadiliko ambayo mtambo wa kusawazisha haujachukua',
        normal: 'chini ya MB 500',
        wayOut: 'Mtambo wa kusawazisha uko nyuma na diski inajaa. Washa Kazi upya.',
      },
      diskFreeBytes: {
        name: 'Nafasi iliyobaki kwenye diski',
        normal: 'zaidi ya GB 5',
        wayOut: 'Diski ikijaa kila kitu husimama. Ongeza nafasi, au hifadhi matukio kwa siku chache.',
      },
    },
  },
};
