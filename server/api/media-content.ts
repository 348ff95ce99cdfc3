import { takesCaption } from '#schema/domain/media-limits.ts';
import { findLooseUpload } from '../media/attach-upload.ts';
import type { Upload } from '../media/attach-upload.ts';
import type { WrittenContent } from '../outbound/write-message.ts';
import type { Queryable } from '../queue.ts';
import type { Caller } from './api-key.ts';
import { isId } from './is-id.ts';
import type { NewMedia } from './new-message-shape.ts';
import { bodyFault } from './problem.ts';

/** What a file to be sent becomes in the thread. Throws a 422 problem that names the field at fault. */
export async function mediaContent(db: Queryable, caller: Caller, media: NewMedia): Promise<WrittenContent> {
  const text = media.caption?.trim() || null;
  if ('link' in media) {
    if (text && !takesCaption(media.type)) throw captionFault();
    const content = { kind: 'linkedFile', link: media.link, fileName: media.fileName ?? null };
    return { type: media.type, text, content };
  }
  const upload = await findFile(db, { caller, mediaId: media.id, isVoice: media.type === 'voice' });
  if (!upload) throw fileFault('media.id');
  if (media.type && media.type !== upload.kind)
    throw bodyFault([
      { path: 'media.type', message: `is not what this file can be sent as: ${upload.kind}` },
    ]);
  if (text && !takesCaption(upload.kind)) throw captionFault();
  return { type: upload.kind, text, file: fileOf(media.id, upload, media.fileName) };
}

/** A file that was brought and waits to be sent, held until this transaction ends. */
export async function findFile(
  db: Queryable,
  { caller, mediaId, isVoice = false }: { caller: Caller; mediaId: string; isVoice?: boolean },
): Promise<Upload | null> {
  if (!isId(mediaId)) return null;
  return findLooseUpload(db, { mediaId, workspaceId: caller.workspaceId, isVoice });
}

/** How the bubble holds it. */
export function fileOf(
  mediaId: string,
  { shown }: Upload,
  fileName: string | undefined,
): NonNullable<Exclude<WrittenContent, { type: 'text' }>['file']> {
  return { mediaId, shown: { ...shown, fileName: fileName ?? shown.fileName } };
}

export function fileFault(path: string) {
  return bodyFault([{ path, message: 'is no file that waits to be sent; bring it with POST /media first' }]);
}

function captionFault() {
  return bodyFault([{ path: 'media.caption', message: 'cannot stand under a recording' }]);
}
