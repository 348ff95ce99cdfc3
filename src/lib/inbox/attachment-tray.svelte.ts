import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { newId } from '#lib/zero/new-id.ts';
import { limitInWords, mediaFault, mediaKindOf } from '#schema/domain/media-limits.ts';
import type { AttachmentModel } from './composer.ts';
import type { ReadyFile, RecordingFacts } from './ready-file.ts';
import { shrinkImage } from './shrink-image.ts';
import { uploadFile } from './upload-file.ts';

type Item = AttachmentModel & {
  file: File | null;
  recording: RecordingFacts | null;
  ready: ReadyFile | null;
  stop: () => void;
};

const trays = new Map<string, AttachmentTray>();

/** The files waiting in one conversation's composer. They stay while one looks elsewhere, and begin to travel at once. */
export function trayOf(conversationId: string): AttachmentTray {
  const tray = trays.get(conversationId) ?? createTray();
  trays.set(conversationId, tray);
  return tray;
}

/** A tray of its own, for files that belong to something else than the box. */
export function createTray() {
  let items = $state.raw<readonly Item[]>([]);

  const change = (id: string, over: Partial<Item>) => {
    items = items.map((item) => (item.id === id ? { ...item, ...over } : item));
  };

  async function bring(id: string): Promise<void> {
    const item = items.find((one) => one.id === id);
    if (!item?.file) return;
    change(id, { uploaded: 0, fault: null, canRetry: false });
    const isVoice = item.recording !== null;
    const file = isVoice ? item.file : await shrinkImage(item.file);
    const kind = mediaKindOf(file.type.split(';')[0] ?? '', { isVoice });
    // What the browser does not know by type, the server will know by content.
    const isTooLarge = kind !== null && mediaFault({ kind, sizeBytes: file.size }) === 'media_too_large';
    if (isTooLarge) {
      return change(id, { uploaded: null, fault: i18n.t.content.tooLarge(limitInWords(kind)) });
    }
    const { outcome, stop } = uploadFile(file, {
      isVoice,
      onprogress: (share) => change(id, { uploaded: Math.min(share, 0.99) }),
    });
    change(id, { stop, sizeBytes: file.size });
    const ended = await outcome;
    if (ended.kind === 'done') {
      const ready = { ...ended.file, ...item.recording };
      return change(id, { uploaded: null, sizeBytes: ended.file.sizeBytes, ready });
    }
    if (ended.kind === 'broken')
      return change(id, { uploaded: null, fault: i18n.t.content.uploadFailed, canRetry: true });
    const words = i18n.t.content;
    change(id, {
      uploaded: null,
      fault: ended.code === 'media_too_large' ? words.tooLarge(ended.limit ?? '') : words.unsupported,
    });
  }

  return {
    get items(): readonly AttachmentModel[] {
      return items;
    },
    /** The files that are on the server, in order; they stay in the tray. */
    get ready(): readonly ReadyFile[] {
      return items.flatMap((item) => item.ready ?? []);
    },
    add(files: readonly File[], recording: RecordingFacts | null = null): void {
      const added = files.map((file): Item => ({
        id: newId(),
        name: recording ? i18n.t.content.voiceNote : file.name,
        sizeBytes: file.size,
        uploaded: 0,
        previewUrl: file.type.startsWith('image/') ? URL.createObjectURL(file) : null,
        fault: null,
        canRetry: false,
        file,
        recording,
        ready: null,
        stop: () => undefined,
      }));
      items = [...items, ...added];
      for (const { id } of added) void bring(id);
    },
    retry: (id: string) => void bring(id),
    remove(id: string): void {
      const item = items.find((one) => one.id === id);
      item?.stop();
      if (item?.previewUrl) URL.revokeObjectURL(item.previewUrl);
      items = items.filter((one) => one.id !== id);
    },
    /** The files that may go, in order; they leave the tray. What is faulty stays, to be seen. */
    take(): ReadyFile[] {
      const ready = items.flatMap((item) => item.ready ?? []);
      items = items.filter((item) => item.ready === null);
      return ready;
    },
    /** Puts files back that were taken and did not go. */
    putBack(files: readonly ReadyFile[]): void {
      const back = files.map((ready): Item => ({
        id: newId(),
        name: ready.kind === 'voice' ? i18n.t.content.voiceNote : (ready.fileName ?? ''),
        sizeBytes: ready.sizeBytes,
        uploaded: null,
        previewUrl: null,
        fault: null,
        canRetry: false,
        file: null,
        recording: null,
        ready,
        stop: () => undefined,
      }));
      items = [...back, ...items];
    },
  };
}

export type AttachmentTray = ReturnType<typeof createTray>;
