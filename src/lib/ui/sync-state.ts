/** How fresh the screen is. `lastHeardAt` (ms) is the last heartbeat that crossed every hop, null before the first. */
export type SyncState = { kind: 'fresh' | 'catching' | 'offline'; lastHeardAt: number | null };
