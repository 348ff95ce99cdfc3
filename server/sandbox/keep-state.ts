import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addMessage, putCustomer } from './sandbox-state.ts';
import type {
  ChatMessage,
  PendingWebhook,
  SandboxCustomer,
  SandboxMedia,
  SandboxTemplate,
} from './sandbox-state.ts';
import type { SandboxWorld } from './sandbox-world.ts';

interface SavedState {
  version: 1;
  customers: SandboxCustomer[];
  messages: ChatMessage[];
  media: SandboxMedia[];
  templates: SandboxTemplate[];
  pendingWebhooks: PendingWebhook[];
}

const SAVE_AFTER_MS = 500;

export interface KeptState {
  /** Reads the file, if there is one that can be read. */
  load(): boolean;
  /** Writes at once; for the end of the process. */
  saveNow(): void;
  saveMedia(id: string, bytes: Uint8Array): void;
  forget(): void;
}

/** Keeps the sandbox across restarts: one JSON file, written soon after a change, and a folder with the files. */
export function keepState(world: SandboxWorld, stateFile: string | undefined): KeptState {
  if (stateFile === undefined) {
    return {
      load: () => false,
      saveNow: () => undefined,
      saveMedia: () => undefined,
      forget: () => undefined,
    };
  }
  const file = stateFile;
  const mediaFolder = `${file}-media`;
  let timer: NodeJS.Timeout | undefined;
  let hasChanges = false;
  let lastTookMs = 0;

  function saveNow(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!hasChanges) return;
    hasChanges = false;
    const startedAt = performance.now();
    const { state } = world;
    const saved: SavedState = {
      version: 1,
      customers: [...state.customers.values()],
      messages: [...state.messages.values()],
      media: [...state.media.values()],
      templates: state.templates,
      pendingWebhooks: [...state.pendingWebhooks.values()],
    };
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(saved));
      renameSync(`${file}.new`, file);
      lastTookMs = performance.now() - startedAt;
    } catch (error) {
      world.log.warn({ reason: String(error) }, 'sandbox could not keep its state');
    }
  }
  world.onChange(() => {
    hasChanges = true;
    if (timer !== undefined || world.isStopped()) return;
    // Under load the file is large: writing may take a twentieth of the time, not more.
    timer = setTimeout(saveNow, Math.max(SAVE_AFTER_MS, lastTookMs * 20));
    timer.unref();
  });
  return {
    load() {
      const saved = readSaved(file);
      if (saved === null) return false;
      for (const customer of saved.customers) putCustomer(world.state, customer);
      for (const message of saved.messages) addMessage(world.state, message);
      for (const media of saved.media) restoreMedia(world, { media, mediaFolder });
      world.state.templates = saved.templates;
      for (const pending of saved.pendingWebhooks) world.state.pendingWebhooks.set(pending.id, pending);
      return true;
    },
    saveNow,
    saveMedia(id, bytes) {
      try {
        mkdirSync(mediaFolder, { recursive: true });
        writeFileSync(join(mediaFolder, id), bytes);
      } catch (error) {
        world.log.warn({ reason: String(error) }, 'sandbox could not keep a file');
      }
    },
    forget() {
      rmSync(mediaFolder, { recursive: true, force: true });
      rmSync(file, { force: true });
    },
  };
}

function readSaved(file: string): SavedState | null {
  try {
    const saved = JSON.parse(readFileSync(file, 'utf8')) as Partial<SavedState>;
    return saved.version === 1 && Array.isArray(saved.customers) ? (saved as SavedState) : null;
  } catch {
    return null;
  }
}

function restoreMedia(
  world: SandboxWorld,
  { media, mediaFolder }: { media: SandboxMedia; mediaFolder: string },
): void {
  try {
    const bytes = new Uint8Array(readFileSync(join(mediaFolder, media.id)));
    world.state.media.set(media.id, media);
    world.state.mediaBytes.set(media.id, bytes);
  } catch {
    // A file that is gone is like one that expired: Meta answers "no such object" too.
  }
}
