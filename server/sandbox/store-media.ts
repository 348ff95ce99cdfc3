import { createHash } from 'node:crypto';
import { makeNumericId } from './make-ids.ts';
import type { SandboxMedia } from './sandbox-state.ts';
import type { SandboxWorld } from './sandbox-world.ts';

/** Keeps a file of either side and gives it a Meta-like id. */
export function storeMedia(
  world: SandboxWorld,
  {
    bytes,
    mimeType,
    fileName,
  }: { bytes: Uint8Array<ArrayBuffer>; mimeType: string; fileName: string | null },
): SandboxMedia {
  const media: SandboxMedia = {
    id: makeNumericId(`media ${world.randomId()}`),
    mimeType,
    fileName,
    sha256Hex: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.byteLength,
    createdAt: world.now(),
  };
  world.state.media.set(media.id, media);
  world.state.mediaBytes.set(media.id, bytes);
  world.keepMedia(media.id, bytes);
  world.changed();
  return media;
}
