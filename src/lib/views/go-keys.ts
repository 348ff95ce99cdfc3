import { goto } from '$app/navigation';
import type { InboxCommands } from './inbox-keys.ts';
import { notices } from './notices.svelte.ts';

/** Where G and a letter lead, from every screen. */
export function goKeys({ role }: { role: string }): Partial<InboxCommands> {
  return {
    goInbox: () => void goto('/inbox'),
    goQueue: () => void goto('/inbox?view=unassigned'),
    goNotices: () => (notices.isOpen = true),
    ...(role !== 'agent' && { goReports: () => void goto('/reports') }),
  };
}
