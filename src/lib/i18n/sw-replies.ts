import type { enReplies } from './en-replies.ts';
import { plural } from './plural.ts';

/** Swahili for the page of saved replies. */
export const swReplies: typeof enReplies = {
  replies: {
    add: 'Jibu jipya',
    edit: (title) => `Hariri “${title}”`,
    remove: (title) => `Ondoa “${title}”`,
    search: 'Tafuta jibu',
    count: (n) => plural('sw', n, { one: 'Jibu {n}', other: 'Majibu {n}' }),
    newTitle: 'Jibu jipya la kuhifadhi',
    editTitle: 'Badilisha jibu lililohifadhiwa',
    shortcut: 'Kifupi',
    shortcutHint: 'bei',
    shortcutWrong: 'Herufi, tarakimu na kistari tu, bila nafasi.',
    title: 'Kichwa',
    titleHint: 'Linajibu nini',
    language: 'Lugha',
    text: 'Maneno',
    textHint: 'Habari {{first_name}}, …',
    insert: 'Jaza kutoka taarifa za mteja',
    variables: {
      first_name: 'Jina la kwanza',
      name: 'Jina kamili',
      member: 'Anayejibu',
      workspace: 'Biashara',
    },
    preview: (name) => `Jinsi ${name} atakavyolipata`,
    unknown: (names) => `Hakuna kinachojulikana kama ${names}; litaenda kama lilivyo hapa.`,
    saved: 'Jibu limehifadhiwa',
    removed: (title) => `“${title}” limeondolewa`,
    emptyTitle: 'Bado hakuna majibu yaliyohifadhiwa',
    emptyLine:
      'Andika jibu moja unalotoa kila siku. Kila mtu atalipata kwa kuandika / kwenye sehemu ya kujibu.',
    readOnly: 'Haya huandikwa na mameneja na wasimamizi. Andika / kwenye sehemu ya kujibu ili kulitumia.',
    noneTitle: (query) => `Hakuna jibu la “${query}”`,
  },
};
