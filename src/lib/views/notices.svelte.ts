import { clock } from '#lib/ui/clock.svelte.ts';
import { liveQuery } from '#lib/zero/live-query.svelte.ts';
import { preferencesFrom } from '#schema/domain/notification-topics.ts';
import type { NotificationPreferences } from '#schema/domain/notification-topics.ts';
import { mayRing } from '#schema/domain/push-decision.ts';
import { queries } from '#schema/queries/index.ts';
import type { NotificationPreferenceRow, NotificationRow } from '#schema/schema.ts';
import { showUnread } from './show-unread.ts';

const SHOWN = 60;
const SOUND_KEY = 'kazi.sound';
const RUNG_KEY = 'kazi.rung';
const TONE_HZ = 660;
const TONE_SECONDS = 0.18;

let rows = $state.raw<readonly NotificationRow[]>([]);
let hasSound = $state(globalThis.localStorage?.getItem(SOUND_KEY) === 'on');
let isOpen = $state(false);
let preferences = $state.raw<NotificationPreferences>(preferencesFrom(null));
let isPreferenceKnown = $state(false);
const unread = $derived(rows.filter((n) => !n.readAt).length);

/** What this member is told, newest first, wherever on the screen it is shown. */
export const notices = {
  get all(): readonly NotificationRow[] {
    return rows;
  },
  get unread(): number {
    return unread;
  },
  /** Before a page's title: "(3) ", or nothing. */
  get badge(): string {
    return unread > 0 ? `(${unread}) ` : '';
  },
  /** Whether the list is on the screen. */
  get isOpen(): boolean {
    return isOpen;
  },
  set isOpen(next: boolean) {
    isOpen = next;
  },
  /** How this member wants to be told. */
  get preferences(): NotificationPreferences {
    return preferences;
  },
  /** Before this, nobody can say whether something was chosen. */
  get isPreferenceKnown(): boolean {
    return isPreferenceKnown;
  },
  /** Off until chosen on this device: a shared room is quiet. */
  get hasSound(): boolean {
    return hasSound;
  },
  setSound(isOn: boolean): void {
    hasSound = isOn;
    localStorage.setItem(SOUND_KEY, isOn ? 'on' : 'off');
    if (isOn) playTone();
  },
};

/** Keeps the list live, and the tab's icon with it. Call once, while the frame around every screen is being set up. */
export function followNotices(listener: () => { timeZone: string; isAway: boolean }): void {
  const live = liveQuery<readonly NotificationRow[]>(() => queries.oversight.notifications({ limit: SHOWN }));
  const chosen = liveQuery<NotificationPreferenceRow>(() => queries.oversight.notificationPreference());
  let heardAt = Number.POSITIVE_INFINITY;
  $effect(() => {
    preferences = preferencesFrom(chosen.data);
    isPreferenceKnown = chosen.isComplete || chosen.data !== undefined;
  });
  $effect(() => {
    rows = live.data ?? [];
    if (!live.isComplete) return;
    const newest = rows[0];
    if (newest && newest.at > heardAt && hasSound) ring(newest, listener());
    heardAt = newest?.at ?? 0;
  });
  $effect(() => showUnread(unread));
  $effect(() => () => showUnread(0));
}

function ring(n: NotificationRow, { timeZone, isAway }: { timeZone: string; isAway: boolean }): void {
  const isHere = document.visibilityState === 'visible';
  const asked = {
    kind: n.kind,
    isRead: !!n.readAt,
    isHere,
    isAway,
    preferences,
    timeZone,
    now: clock.exact(),
  };
  // Several tabs hear of it in the same moment; one of them sounds.
  if (!mayRing(asked) || localStorage.getItem(RUNG_KEY) === n.id) return;
  localStorage.setItem(RUNG_KEY, n.id);
  playTone();
}

function playTone(): void {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = TONE_HZ;
  volume.gain.setValueAtTime(0.08, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + TONE_SECONDS);
  tone.connect(volume).connect(audio.destination);
  tone.onended = () => void audio.close();
  tone.start();
  tone.stop(audio.currentTime + TONE_SECONDS);
}
