import ActivityIcon from '@lucide/svelte/icons/activity';
import BellIcon from '@lucide/svelte/icons/bell';
import ClockIcon from '@lucide/svelte/icons/clock';
import EyeIcon from '@lucide/svelte/icons/eye';
import InboxIcon from '@lucide/svelte/icons/inbox';
import KeyIcon from '@lucide/svelte/icons/key-round';
import PhoneIcon from '@lucide/svelte/icons/smartphone';
import ReplyIcon from '@lucide/svelte/icons/message-square-reply';
import RouteIcon from '@lucide/svelte/icons/route';
import ScrollIcon from '@lucide/svelte/icons/scroll-text';
import UsersIcon from '@lucide/svelte/icons/users-round';
import UserIcon from '@lucide/svelte/icons/user-round';
import type { Component } from 'svelte';
import type { MemberRole } from '#schema/tables.gen.ts';

/** A page of the settings; its name stands in `settingsNav.names` and its line in `settingsPages.lines`, under its id. */
export type SettingsSection = {
  id: SettingsId;
  href: string;
  icon: Component;
  /** Who finds it; the server refuses the others anyway. */
  roles: readonly MemberRole[];
};

export type SettingsId =
  | 'you'
  | 'notifications'
  | 'people'
  | 'inboxes'
  | 'routing'
  | 'hours'
  | 'replies'
  | 'channels'
  | 'keys'
  | 'events'
  | 'looks'
  | 'health';

const EVERYONE: readonly MemberRole[] = ['agent', 'manager', 'admin'];
const MANAGERS: readonly MemberRole[] = ['manager', 'admin'];
const ADMINS: readonly MemberRole[] = ['admin'];

const EVERY_SECTION: readonly SettingsSection[] = [
  { id: 'you', href: '/settings', icon: UserIcon, roles: EVERYONE },
  { id: 'notifications', href: '/settings/notifications', icon: BellIcon, roles: EVERYONE },
  { id: 'people', href: '/settings/people', icon: UsersIcon, roles: ADMINS },
  { id: 'inboxes', href: '/settings/inboxes', icon: InboxIcon, roles: ADMINS },
  { id: 'routing', href: '/settings/routing', icon: RouteIcon, roles: ADMINS },
  { id: 'hours', href: '/settings/hours', icon: ClockIcon, roles: ADMINS },
  { id: 'replies', href: '/settings/replies', icon: ReplyIcon, roles: EVERYONE },
  { id: 'channels', href: '/settings/channels', icon: PhoneIcon, roles: ADMINS },
  { id: 'keys', href: '/settings/keys', icon: KeyIcon, roles: ADMINS },
  { id: 'events', href: '/settings/events', icon: ScrollIcon, roles: MANAGERS },
  { id: 'looks', href: '/settings/looks', icon: EyeIcon, roles: MANAGERS },
  { id: 'health', href: '/settings/health', icon: ActivityIcon, roles: MANAGERS },
];

/** The pages of the settings this role can use, in their order. */
export function settingsSections(role: MemberRole): readonly SettingsSection[] {
  return EVERY_SECTION.filter(({ roles }) => roles.includes(role));
}
