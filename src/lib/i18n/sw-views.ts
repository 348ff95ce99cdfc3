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
};
