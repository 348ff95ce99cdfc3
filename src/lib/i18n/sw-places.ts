import type { enPlaces } from './en-places.ts';

export const swPlaces: typeof enPlaces = {
  settingsNav: {
    names: {
      people: 'Watu',
      ...{ you: 'Wewe', notifications: 'Arifa', inboxes: 'Vikasha', routing: 'Ugawaji' },
      ...{ hours: 'Saa za kazi', replies: 'Majibu yaliyohifadhiwa', channels: 'Namba za WhatsApp' },
      ...{ keys: 'Funguo za API', events: 'Matukio', looks: 'Walioangalia', health: 'Afya ya mfumo' },
    },
    roles: { admin: 'msimamizi', manager: 'meneja', agent: 'mhudumu' },
  },
};
