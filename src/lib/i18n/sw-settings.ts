import type { SettingsMessages } from './en-settings.ts';
import { swApiKeys } from './sw-api-keys.ts';
import { swChannels } from './sw-channels.ts';
import { swEvents } from './sw-events.ts';
import { swHealth } from './sw-health.ts';
import { swPages } from './sw-pages.ts';
import { swPeople } from './sw-people.ts';
import { swReplies } from './sw-replies.ts';
import { swRouting } from './sw-routing.ts';

export const swSettings: SettingsMessages = {
  ...swApiKeys,
  ...swChannels,
  ...swEvents,
  ...swHealth,
  ...swPages,
  ...swPeople,
  ...swReplies,
  ...swRouting,
};
