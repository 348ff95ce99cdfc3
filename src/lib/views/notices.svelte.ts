import { liveQuery } from '#lib/zero/live-query.svelte.ts';
import { queries } from '#schema/queries/index.ts';
import type { NotificationRow } from '#schema/schema.ts';

const SHOWN = 60;
const SOUND_KEY = 'kazi.sound';
const TONE_HZ = 660;
const TONE_SECONDS = 0.18;

let rows = $state.raw<readonly NotificationRow[]>([]);
let hasSound = $state(globalThis.localStorage?.getItem(SOUND_KEY) === 'on');
const unread = $derived(rows.filter((n) => !n.readAt).length);

/** What this member is told, newest first, wherever on the screen it is shown. */
export const notices = {
  get all(): readonly NotificationRow[] {
    return rows;
  },
  get unread(): number {
    return unread;
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

/** Keeps the list live. Call once, while the frame around every screen is being set up. */
export function followNotices(): void {
  const live = liveQuery<readonly NotificationRow[]>(() => queries.oversight.notifications({ limit: SHOWN }));
  let heardAt = Number.POSITIVE_INFINITY;
  $effect(() => {
    rows = live.data ?? [];
    if (!live.isComplete) return;
    const newest = rows[0]?.at ?? 0;
    if (newest > heardAt && hasSound && !rows[0]?.readAt) playTone();
    heardAt = newest;
  });
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
