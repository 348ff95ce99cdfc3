import { isSomebodyInvited, peopleApi } from '#lib/people/people-api.ts';
import { askServer } from '#lib/session/ask-server.ts';
import { liveQuery } from '#lib/zero/live-query.svelte.ts';
import { queries } from '#schema/queries/index.ts';
import type { ChannelRow, ConversationRow } from '#schema/schema.ts';
import { firstSteps } from './first-steps.ts';
import type { FirstStep } from './first-steps.ts';
import type { WorkspaceStore } from '../workspace.svelte.ts';

const KEY = 'kazi.first-run';

/** What an admin has still to do at first; empty while that is not known, when all is done, and once it was put away here. */
export function firstRun(workspace: Pick<WorkspaceStore, 'session' | 'members'>) {
  const heard = liveQuery<ConversationRow>(() => queries.conversation.firstInbound());
  const channels = liveQuery<readonly ChannelRow[]>(() => queries.workspace.channels());
  let isAway = $state(globalThis.localStorage?.getItem(KEY) === 'away');
  let ownNumbers = $state<number | null>(null);
  let isInvited = $state<boolean | null>(null);

  const known = $derived((channels.data ?? []).map(({ id }) => id).join());
  $effect(() => {
    if (isAway || !channels.isComplete) return;
    void known;
    void askServer<{ items: { isOwn: boolean }[] }>('/api/channels').then((asked) => {
      if (asked.kind === 'ok') ownNumbers = asked.value.items.filter(({ isOwn }) => isOwn).length;
    });
  });

  const here = $derived([...workspace.members.keys()].join());
  $effect(() => {
    if (isAway) return;
    void here;
    void peopleApi.list().then((asked) => {
      if (asked.kind === 'ok') isInvited = isSomebodyInvited(asked.value);
    });
  });

  const steps = $derived.by((): FirstStep[] => {
    if (isAway || ownNumbers === null || isInvited === null || !heard.isComplete) return [];
    const { isSandbox } = workspace.session;
    const all = firstSteps({
      isSandbox,
      hasHeard: heard.data !== undefined,
      isSomebodyInvited: isInvited,
      ownNumbers,
    });
    return all.every(({ isDone }) => isDone) ? [] : all;
  });

  return {
    get steps(): FirstStep[] {
      return steps;
    },
    putAway(): void {
      isAway = true;
      globalThis.localStorage?.setItem(KEY, 'away');
    },
  };
}
