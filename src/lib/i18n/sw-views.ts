import type { enViews } from './en-views.ts';

/** Swahili for saved views once they are there, and for finding by more than words. */
export const swViews: typeof enViews = {
  savedView: {
    change: 'Badilisha mwonekano huu',
    changed: 'Mwonekano umebadilishwa',
    menu: (name) => `Badilisha ${name}`,
    share: 'Shiriki na wote',
    unshare: 'Uwe wangu tu',
    nowShared: 'Sasa wote wanauona mwonekano huu',
    nowOwn: 'Sasa ni wewe tu unayeuona mwonekano huu',
    othersOwn: 'Mwonekano ulioshirikiwa na mwingine hubaki wa wote.',
    tooNested:
      'Masharti yake yamepangwa kwa kina kuliko yanavyoweza kubadilishwa hapa. Jina lake na wanaouona vinaweza.',
  },
  wallInboxes: {
    title: 'Kwa kila kikasha',
    inbox: 'Kikasha',
    oldest: 'Yaliyosubiri zaidi',
    only: (name) => `Onyesha ${name} tu`,
    trend: 'Siku iliyopita',
  },
  searchHelp: {
    title: 'Kutafuta',
    line: 'Maneno yote lazima yawepo, kila moja kwa mwanzo wake. Haya hupunguza matokeo:',
    operators: {
      from: { label: 'Kutoka kwa nani', example: 'brian' },
      in: { label: 'Katika kikasha gani', example: 'sales' },
      is: { label: 'Katika hali gani', example: 'open' },
      tag: { label: 'Yenye lebo', example: '"big spender"' },
      before: { label: 'Kabla ya siku', example: '2026-11-20' },
      after: { label: 'Kuanzia siku', example: '2026-11-20' },
    },
    pick: 'Chagua',
    pickNext: 'Chagua pamoja na yanayofuata',
    pickPrevious: 'Chagua pamoja na yaliyotangulia',
    states: 'inajua open, snoozed, closed, mine, unassigned, waiting na urgent.',
  },
  optedOut: {
    since: (when) => `Ameomba asitumiwe ujumbe, ${when}`,
    told: 'Jibu linakaribishwa, tangazo halikaribishwi: violezo vya matangazo haviendi. Mazungumzo yanaeleza tumejuaje.',
  },
  pace: {
    title: 'Kasi',
    line: 'Ujumbe ambao namba hii inaweza kutuma kwa sekunde. WhatsApp inaruhusu 80, na zaidi ikiipandisha namba.',
    unit: 'kwa sekunde',
    fault: 'Namba kamili kutoka 1 hadi 10000',
    saved: (name, n) => `${name} hutuma hadi ${n} kwa sekunde`,
    slow: {
      now: (now, most) => `Imepunguzwa kasi: sasa ${now} kati ya ${most} kwa sekunde`,
      stopped: 'Imepunguzwa kasi: kwa sasa hakuna kinachotoka',
      why: {
        number: (since) => `WhatsApp iliona namba hii inatuma haraka mno, mara ya mwisho ${since}.`,
        account: (since) =>
          `WhatsApp iliona namba za akaunti yako kwa pamoja zinatuma haraka mno, mara ya mwisho ${since}.`,
        app: (since) => `WhatsApp iliona programu yetu inatuma haraka mno, mara ya mwisho ${since}.`,
      },
      mends: (minutes) =>
        `Kasi inarudi yenyewe na itakuwa kamili baada ya dakika ${minutes} hivi, WhatsApp isiposema tena. Hakuna kinachopotea: vinavyosubiri huenda kwa mpangilio.`,
    },
  },
  assigned: {
    many: (count, name) => `${name} amepewa mazungumzo ${count}`,
    manyToNobody: (count) => `${count} yamerudi kwenye foleni`,
  },
  tagged: {
    added: (tag) => `Lebo ${tag} imewekwa`,
    removed: (tag) => `Lebo ${tag} imeondolewa`,
  },
};
