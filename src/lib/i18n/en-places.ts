/** English for what the pages of Settings and the roles are called, wherever they are named. */
export const enPlaces = {
  settingsNav: {
    names: {
      people: 'People',
      ...{ you: 'You', notifications: 'Notifications', inboxes: 'Inboxes', routing: 'Routing' },
      ...{ hours: 'Opening hours', replies: 'Saved replies', channels: 'WhatsApp numbers' },
      ...{ keys: 'API keys', events: 'Events', looks: 'Who looked', health: 'Health' },
    },
    roles: { admin: 'admin', manager: 'manager', agent: 'agent' },
  },
};
