/** English for what stands around the pages of Settings, and on the page about oneself. */
export const enPages = {
  settingsPages: {
    sections: 'Settings sections',
    lines: {
      you: 'How Kazi looks and speaks on this device, and whether colleagues see you as here.',
      notifications: 'What Kazi tells you about, where, and when it keeps quiet.',
      people: 'Who works here, and what they may do. Bring a colleague in with a link.',
      inboxes: 'Who works in each inbox, how work is given out, and what is promised to customers.',
      routing:
        'Where a new conversation goes. The first rule that fits decides; without one the inbox’s own way does.',
      hours: 'When the business is open. Promises to customers count these hours only.',
      replies: 'Answers written once and used by everyone, with the customer’s name filled in.',
      channels: 'The numbers customers write to, how WhatsApp rates them, and whether they are sending.',
      keys: 'Other systems read and write through these. A key is shown once.',
      events: 'What WhatsApp told us, and what could not be understood.',
      looks: 'Who saw a customer’s number whole, whose, and when. Kept for as long as the number is.',
      health: 'Whether everything behind the screen is keeping up.',
    },
    themeLine: 'Light, dark, or as this device is set.',
    densityLine: 'How close the rows of the inbox stand, on this device.',
    languageLine: 'Every word on the screen, dates and numbers.',
    availabilityLine: 'Away: colleagues see it, and nothing new is handed to you.',
    signedInAs: (name: string, role: string) => `${name}, ${role}`,
  },
};
