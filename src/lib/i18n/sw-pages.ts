import type { enPages } from './en-pages.ts';

export const swPages: typeof enPages = {
  settingsPages: {
    sections: 'Sehemu za mipangilio',
    lines: {
      you: 'Jinsi Kazi inavyoonekana na kuongea kwenye kifaa hiki, na kama wenzako wanakuona upo.',
      notifications: 'Kazi inakuarifu kuhusu nini, wapi, na wakati gani inanyamaza.',
      people: 'Nani anafanya kazi hapa, na anaruhusiwa nini. Mlete mwenzako kwa kiungo.',
      inboxes: 'Nani yuko kwenye kila kikasha, kazi inagawiwaje, na wateja wameahidiwa nini.',
      routing:
        'Mazungumzo mapya yanaenda wapi. Kanuni ya kwanza inayolingana ndiyo inayoamua; isipokuwepo, njia ya kikasha.',
      hours: 'Biashara iko wazi lini. Ahadi kwa wateja zinahesabu saa hizi tu.',
      replies: 'Majibu yanayoandikwa mara moja na kutumiwa na wote, jina la mteja likijazwa lenyewe.',
      channels: 'Namba ambazo wateja wanaandikia, WhatsApp inazipima vipi, na kama zinatuma.',
      keys: 'Mifumo mingine inasoma na kuandika kupitia hizi. Ufunguo unaonyeshwa mara moja tu.',
      events: 'Tulichoambiwa na WhatsApp, na kisichoeleweka.',
      looks: 'Nani aliona namba kamili ya mteja, ya nani, na lini. Inahifadhiwa muda wote namba ipo.',
      health: 'Kama kila kitu nyuma ya skrini kinaenda sawa.',
    },
    themeLine: 'Mwanga, giza, au kama kifaa hiki kilivyo.',
    densityLine: 'Safu za kikasha zinavyokaribiana, kwenye kifaa hiki.',
    languageLine: 'Kila neno kwenye skrini, tarehe na namba.',
    availabilityLine: 'Ukitoka: wenzako wanaona, na hupewi kazi mpya.',
    signedInAs: (name: string, role: string) => `${name}, ${role}`,
  },
};
