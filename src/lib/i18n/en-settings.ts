import { enApiKeys } from './en-api-keys.ts';
import { enChannels } from './en-channels.ts';
import { enEvents } from './en-events.ts';
import { enHealth } from './en-health.ts';
import { enPages } from './en-pages.ts';
import { enPeople } from './en-people.ts';
import { enReplies } from './en-replies.ts';
import { enRouting } from './en-routing.ts';

/** English for the pages of Settings. Only they need these words, so only they bring them. */
export const enSettings = {
  ...enApiKeys,
  ...enChannels,
  ...enEvents,
  ...enHealth,
  ...enPages,
  ...enPeople,
  ...enReplies,
  ...enRouting,
};

export type SettingsMessages = typeof enSettings;
