import type { enNotify } from './en-notify.ts';

/** Swahili for how a person is told, and where. */
export const swNotify: typeof enNotify = {
  notify: {
    device: 'Kifaa hiki',
    push: 'Nitaarifu kwenye kifaa hiki',
    pushStates: {
      on: 'Imewashwa. Kazi inakuarifu hapa hata ikiwa imefungwa.',
      off: 'Kazi inaweza kukuarifu hapa hata ikiwa imefungwa.',
      blocked:
        'Kivinjari hiki kinazuia arifa za Kazi. Fungua mipangilio ya tovuti kando ya anwani, ruhusu arifa, kisha urudi hapa.',
      unsupported: 'Kivinjari hiki hakiwezi kuonyesha arifa za ukurasa uliofungwa.',
      install:
        'Kwanza weka Kazi kwenye skrini ya mwanzo: gusa Shiriki, kisha Ongeza kwenye Skrini ya Mwanzo. Halafu ifungue kutoka hapo.',
    },
    turnOn: 'Washa',
    turnOff: 'Zima',
    failed: 'Kivinjari hakikuweza kuandaliwa. Jaribu tena baada ya muda mfupi.',
    sound: 'Sauti',
    soundLine: 'Mlio mfupi kwenye kifaa hiki jambo linapokuhusu.',
    what: 'Unachoarifiwa',
    whatLine:
      'Yote yapo kwenye orodha ya kengele. Hapa unachagua yanayolia na yanayofika kwenye vifaa vyako.',
    ways: { sound: 'Sauti', push: 'Kifaa' },
    wayOf: (topic: string, way: string) => `${topic}: ${way}`,
    topics: {
      mention: { name: 'Kutajwa', line: 'Mwenzako anakutaja kwenye kumbukumbu.' },
      handed: { name: 'Uliyopewa', line: 'Mazungumzo yanakuwa yako.' },
      escalation: { name: 'Maamuzi', line: 'Unaombwa kuamua, au ulichoomba kimeamuliwa.' },
      soon: { name: 'Karibu kuchelewa', line: 'Jibu unalodaiwa limebakiwa na robo ya muda wake.' },
      late: { name: 'Kuchelewa', line: 'Ahadi kwa mteja imevunjika.' },
      woken: { name: 'Yaliyorudi', line: 'Mazungumzo uliyoahirisha yanarudi.' },
      failed: { name: 'Ujumbe uliokwama', line: 'Ujumbe wako haujaenda au haujathibitishwa.' },
      account: { name: 'Akaunti ya WhatsApp', line: 'Namba inaacha kutuma.' },
    },
    when: 'Wakati wa ukimya',
    away: 'Nisipoangalia tu',
    awayLine:
      'Hakuna sauti wala arifa ya kifaa wakati Kazi iko mbele yako, isipokuwa umejiweka kuwa umetoka.',
    quiet: 'Saa za ukimya',
    quietLine: (zone: string) =>
      `Hakuna sauti, na hakuna kinachofika kwenye vifaa vyako. Baadaye unapata muhtasari mmoja. Saa ni za ${zone}.`,
    from: 'Kuanzia',
    to: 'Hadi',
    days: 'Huanza siku ya',
    nextDay: 'siku inayofuata',
    dayNames: ['Jumapili', 'Jumatatu', 'Jumanne', 'Jumatano', 'Alhamisi', 'Ijumaa', 'Jumamosi'],
    dayMarks: ['Jpi', 'Jtt', 'Jnn', 'Jtn', 'Alh', 'Iju', 'Jmo'],
    summary: (count: number) => `Arifa ${count}`,
    about: (names: string, more: number) => `${names}${more > 0 ? ` na wengine ${more}` : ''}`,
    generic: 'Kuna jambo linakusubiri',
  },
};
