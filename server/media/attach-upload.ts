import { mediaKindOf } from '#schema/domain/media-limits.ts';
import type { MediaKind } from '#schema/domain/media-limits.ts';
import { Refusal } from '#schema/errors.ts';
import type { Queryable } from '../queue.ts';

export type Upload = {
  kind: MediaKind;
  /** What we know of it ourselves, to stand in the bubble. */
  shown: {
    mimeType: string;
    fileName: string | null;
    sizeBytes: number;
    width?: number;
    height?: number;
    hasThumbnail: boolean;
  };
};

type Line = {
  mimeType: string;
  fileName: string | null;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  hasThumbnail: boolean;
};

const COLUMNS = `
  mime_type as "mimeType", file_name as "fileName", size_bytes::float8 as "sizeBytes", width, height,
  thumbnail_key is not null as "hasThumbnail"`;

const FIND = `
  select ${COLUMNS} from media
  where id = $1 and uploaded_by = $2 and state = 'stored' and (message_id is null or message_id = $3)`;

// A file of a machine has no member; one that came from a customer always has its message.
const FIND_LOOSE = `
  select ${COLUMNS} from media
  where id = $1 and workspace_id = $2 and uploaded_by is null and state = 'stored' and message_id is null
  for update`;

/** A file this member brought and has not sent yet; null when there is none. A recording stays a recording. */
export async function findUpload(
  tx: Queryable,
  { mediaId, memberId, id, kind }: { mediaId: string; memberId: string; id: string; kind: MediaKind },
): Promise<Upload | null> {
  const line = (await tx.query<Line>(FIND, [mediaId, memberId, id])).rows[0];
  return line ? toUpload(line, kind === 'voice') : null;
}

/**
 * A file that a machine of this workspace brought and nothing has sent yet, locked so that two messages cannot both have
 * it; null when there is none.
 */
export async function findLooseUpload(
  tx: Queryable,
  { mediaId, workspaceId, isVoice }: { mediaId: string; workspaceId: string; isVoice: boolean },
): Promise<Upload | null> {
  const line = (await tx.query<Line>(FIND_LOOSE, [mediaId, workspaceId])).rows[0];
  return line ? toUpload(line, isVoice) : null;
}

function toUpload(line: Line, isVoice: boolean): Upload | null {
  const { width, height, ...shown } = line;
  const known = mediaKindOf(line.mimeType, { isVoice });
  if (known === null) return null;
  return {
    kind: known,
    shown: { ...shown, ...(width !== null && { width }), ...(height !== null && { height }) },
  };
}

/** From here on the file belongs to this message and to no other. Refuses `invalid_input` when another was quicker. */
export async function attachUpload(
  tx: Queryable,
  { mediaId, messageId }: { mediaId: string; messageId: string },
): Promise<void> {
  const attached = await tx.query(
    `update media md set message_id = m.id, channel_id = c.channel_id,
       provider_uploaded_at = case when md.channel_id = c.channel_id then md.provider_uploaded_at end
     from message m join conversation c on c.id = m.conversation_id
     where md.id = $1 and m.id = $2 and (md.message_id is null or md.message_id = m.id)`,
    [mediaId, messageId],
  );
  if (attached.rowCount !== 1) throw new Refusal('invalid_input', { field: 'mediaId' });
}
