import type { enFirstRun } from './en-first-run.ts';

/** Swahili for the first steps of a new business. */
export const swFirstRun: typeof enFirstRun = {
  firstRun: {
    title: 'Hatua tatu na uko kazini',
    titleTwo: 'Hatua mbili na uko kazini',
    steps: {
      phone: [
        'Kuwa mteja wako mwenyewe',
        'Andika ujumbe kwenye simu ya majaribio uone ukifika hapa.',
        'Fungua simu',
      ],
      people: ['Alika mtu mmoja', 'Mkiwa wawili au zaidi, hakuna anayemjibu mteja mara mbili.', 'Alika'],
      number: ['Unganisha namba yako', 'Kisha jumbe za wateja wako zinafika hapa.', 'Unganisha'],
    },
    done: 'Imefanyika',
    open: 'Bado',
    oneLeft: 'Imebaki hatua moja:',
    away: 'Ondoa',
  },
};
